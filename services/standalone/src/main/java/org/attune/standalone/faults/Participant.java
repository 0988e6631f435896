package org.attune.standalone.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.event.EventKey;
import org.attune.standalone.synthetic.Chance;
import org.attune.testkit.checker.Acknowledged;

/**
 * One made-up participant with a phone that never gives up: joins, answers, drafts, practises, and
 * remembers what was acknowledged. About every fourth act is sent once more after it was.
 */
final class Participant implements Runnable {
  private static final double TWICE = 0.25;
  private static final double LEAVES = 0.15;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TOKEN_USED_MAX = Duration.ofMinutes(3);
  private static final Set<String> OVER =
      Set.of("window-closed", "slot-ended", "slot-cancelled", "visit-cancelled", "not-available");

  private final Staff staff;
  private final Api api;
  private final Tally tally;
  private final Clock clock;
  private final KilledStudy study;
  private final BooleanSupplier over;
  private final UUID name;
  private final Chance chance;
  private final Set<String> answered = new HashSet<>();
  private EventKey key = EventKey.ofStudy(KilledStudy.STUDY);
  private String deviceToken = "";
  private String token = "";
  private Instant tokenUntil = Instant.MIN;

  /**
   * @param over says that nothing new is to be begun
   */
  Participant(
      Staff staff,
      Api api,
      Tally tally,
      Clock clock,
      KilledStudy study,
      BooleanSupplier over,
      long seed,
      int ordinal) {
    this.staff = staff;
    this.api = api;
    this.tally = tally;
    this.clock = clock;
    this.study = study;
    this.over = over;
    name = Uuids.ofParts("faults", seed, ordinal, study.from());
    chance = new Chance(name.getMostSignificantBits());
  }

  @Override
  public void run() {
    try {
      if (!over.getAsBoolean() && join()) live();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (FaultsException e) {
      tally.complain(String.valueOf(e.getMessage()));
    }
  }

  /** Comes to the study; false if refused. */
  boolean join() throws InterruptedException {
    var invitation = staff.invite(name);
    key = new EventKey(KilledStudy.STUDY, invitation.getString("participant"));
    var redeeming =
        new JsonObject()
            .put("code", invitation.getString("code"))
            .put("device", Uuids.ofParts("device", name).toString());
    var redeemed =
        api.send("POST", "enrollment", "/invitations/redeem", () -> "", Optional.of(redeeming));
    if (!isOk("redeem", redeemed)) return false;
    deviceToken = redeemed.body().getString("deviceToken");
    var age = new JsonObject().put("item", "screener_age").put("number", chance.integer(18, 80));
    var answers = new JsonObject().put("answers", new JsonArray().add(age));
    if (!act("PUT", "enrollment", "/screening", answers)) return false;
    var consent =
        new JsonObject()
            .put("decision", "sign")
            .put("consentVersion", 1)
            .put("signature", "SYNTHETIC person")
            .put("language", "en")
            .put("zone", study.zone().getId())
            .put("channel", "email")
            .put("email", "synthetic-" + name + "@example.org");
    if (!act("PUT", "enrollment", "/consent", consent)) return false;
    acknowledged(Acknowledged.Kind.ENROLLMENT, key.participantId());
    return true;
  }

  private void live() throws InterruptedException {
    while (!over.getAsBoolean()) {
      visits();
      practise();
      prompts();
      if (chance.hit(LEAVES / 100)) {
        leave();
        return;
      }
      Pauses.lasting(LOOK_EVERY);
    }
  }

  /** Answers every visit that is open. */
  void visits() throws InterruptedException {
    for (var visit : list("outcomes", "/visits", "open")) {
      var id = visit.getString("visit");
      if (!answered.add(id)) continue;
      var answerId = Uuids.ofParts("about", name, id);
      var now = clock.instant().toString();
      var items = new JsonArray().add(slider("about_calm"));
      var draft = new JsonObject().put("items", items).put("savedAt", now).put("deviceNow", now);
      act("PUT", "outcomes", "/visits/" + id + "/drafts/about", draft);
      var body =
          new JsonObject()
              .put("answerId", answerId.toString())
              .put("items", items)
              .put("completedAt", now)
              .put("deviceNow", now);
      if (act("PUT", "outcomes", "/visits/" + id + "/instruments/about", body)) {
        acknowledged(Acknowledged.Kind.INSTRUMENT, answerId);
      }
    }
  }

  private void practise() throws InterruptedException {
    for (var module : list("interventions", "/programme", "modules")) {
      var id = module.getString("module");
      if (Instant.parse(module.getString("availableAt")).isAfter(clock.instant())) continue;
      if (!answered.add("module/" + id)) continue;
      var engagement = Uuids.ofParts("engagement", name, id);
      var now = clock.instant();
      var body =
          new JsonObject()
              .put("module", id)
              .put("startedAt", now.minusSeconds(1).toString())
              .put("endedAt", now.toString())
              .put("seconds", 1)
              .put("completionPercent", 100)
              .put("deviceNow", now.toString());
      if (act("PUT", "interventions", "/engagements/" + engagement, body)) {
        acknowledged(Acknowledged.Kind.ENGAGEMENT, engagement);
      }
    }
  }

  private void prompts() throws InterruptedException {
    for (var prompt : list("ema", "/prompts?hours=1", "due")) {
      var slot = prompt.getString("slot");
      if (!answered.add(slot)) continue;
      var path = "/prompts/" + slot;
      var opened = clock.instant().toString();
      act("PUT", "ema", path + "/opening", device(opened));
      var items = new JsonArray().add(slider("moment_mood"));
      act("PUT", "ema", path + "/draft", device(opened).put("items", items).put("savedAt", opened));
      if (chance.hit(0.1)) continue; // forgotten: the window closes on a draft
      var answerId = Uuids.ofParts("answer", name, slot);
      var body =
          device(opened)
              .put("answerId", answerId.toString())
              .put("items", items)
              .put("completedAt", clock.instant().toString())
              .put("deviceNow", clock.instant().toString());
      if (act("PUT", "ema", path + "/answer", body)) {
        acknowledged(Acknowledged.Kind.ANSWER, answerId);
      }
    }
  }

  private JsonObject device(String opened) {
    return new JsonObject().put("openedAt", opened).put("deviceNow", clock.instant().toString());
  }

  private JsonObject slider(String item) {
    var now = clock.instant().toString();
    return new JsonObject()
        .put("item", item)
        .put("number", chance.integer(0, 100))
        .put("order", 1)
        .put("shownAt", now)
        .put("answeredAt", now)
        .put("changes", 0);
  }

  private void leave() throws InterruptedException {
    var body = new JsonObject().put("way", "withdraw-followup").put("reason", "time");
    if (act("POST", "enrollment", "/leaving", body)) {
      acknowledged(Acknowledged.Kind.LEAVING, key.participantId());
    }
  }

  private java.util.List<JsonObject> list(String service, String path, String field)
      throws InterruptedException {
    var reply = api.send("GET", service, mine(path), this::token, Optional.empty());
    if (!isOk("GET " + path, reply)) return java.util.List.of();
    return reply.body().getJsonArray(field, new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /** True if it was acknowledged, and, if it was sent again, acknowledged again. */
  private boolean act(String method, String service, String path, JsonObject body)
      throws InterruptedException {
    boolean done = isOk(method + " " + path, send(method, service, path, body));
    if (done && chance.hit(TWICE)) {
      var again = send(method, service, path, body);
      if (!again.isOk() && !path.endsWith("/draft") && !path.endsWith("/opening")) {
        tally.complain(
            "%s %s was acknowledged, and refused when it came again: %s"
                .formatted(method, path, again.body().encode()));
      }
    }
    return done;
  }

  private Api.Reply send(String method, String service, String path, JsonObject body)
      throws InterruptedException {
    return api.send(method, service, mine(path), this::token, Optional.of(body));
  }

  private boolean isOk(String what, Api.Reply reply) {
    if (reply.isOk()) return true;
    if (OVER.contains(reply.refusal())) tally.refused(reply.refusal());
    else tally.complain("%s was refused: %s".formatted(what, reply.body().encode()));
    return false;
  }

  private void acknowledged(Acknowledged.Kind kind, UUID id) {
    tally.acknowledged(new Acknowledged(key, kind, id, clock.instant()));
  }

  private String mine(String path) {
    return "/studies/%s/participants/%s%s".formatted(key.study(), key.participant(), path);
  }

  private String token() throws InterruptedException {
    var now = clock.instant();
    if (now.isBefore(tokenUntil)) return token;
    var reply = api.send("POST", "enrollment", "/token", () -> deviceToken, Optional.empty());
    if (!isOk("token", reply)) throw new FaultsException("A phone is no longer known.");
    token = reply.body().getString("token");
    tokenUntil = now.plus(TOKEN_USED_MAX);
    return token;
  }
}
