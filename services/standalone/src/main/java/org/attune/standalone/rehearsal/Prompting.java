package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.attune.platform.time.InstantText;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.attune.standalone.synthetic.PromptReaction;
import org.attune.testkit.checker.Acknowledged;

/**
 * How one person meets prompts. The phone asks for the day's prompts before the first of them, so
 * that it can be answered without a network; then each is answered, dismissed, opened or missed.
 */
record Prompting(Life life) {
  private static final Duration SHOWING = Duration.ofSeconds(2);
  private static final LocalTime DAWN = LocalTime.of(5, 30);
  private static final Set<String> ENDED = Set.of("window-closed", "slot-cancelled", "slot-ended");

  /** The days of every schedule that counts from {@code anchor}, or from the end of such a one. */
  void expect(String anchor, LocalDate date) {
    for (var plan : life.setting().protocol().ema()) {
      if (!plan.from().after().equals(anchor)) continue;
      if (plan.tellsArm() && !plan.arms().contains(life.arm())) continue;
      boolean started = plan.times() instanceof EmaPlan.Started;
      for (var local : plan.dates(date)) {
        var at = local.atTime(DAWN).atZone(life.zone()).toInstant();
        life.timeline()
            .plan(
                at,
                started
                    ? () -> new Starting(life, this).expect(plan, local)
                    : () -> look(plan.id(), local));
      }
      expect(Anchor.ended(plan.id()), plan.lastDay(date));
    }
  }

  private void look(String schedule, LocalDate date) throws InterruptedException {
    var body = life.phone().get("ema", "/prompts?hours=24").body();
    for (var name : new String[] {"due", "next"}) {
      var list = body.getJsonArray(name, new JsonArray());
      for (int i = 0; i < list.size(); i++) {
        var slot = list.getJsonObject(i);
        if (!slot.getString("schedule").equals(schedule)) continue;
        if (slot.getString("localDate").equals(date.toString())) meet(slot, date);
      }
    }
  }

  private void meet(JsonObject slot, LocalDate date) {
    var sent = InstantText.parse(slot.getString("scheduledAt"));
    var expires = InstantText.parse(slot.getString("expiresAt"));
    var id = slot.getString("slot");
    var timeline = life.timeline();
    life.offered().expect(slot.getString("schedule"), sent);
    switch (life.person().reaction(id, Duration.between(sent, expires))) {
      case PromptReaction.Answered reaction -> {
        var opened = sent.plus(reaction.after());
        var completed = opened.plus(reaction.taking());
        timeline.plan(
            life.online(completed), () -> answer(slot, date, opened, completed, reaction.twice()));
      }
      case PromptReaction.Dismissed(var after) -> {
        var at = sent.plus(after);
        if (life.online(at).equals(at)) timeline.plan(at, () -> dismiss(slot));
      }
      case PromptReaction.OpenedOnly(var after) -> {
        var at = sent.plus(after);
        if (life.online(at).equals(at)) timeline.plan(at, () -> open(id));
      }
      case PromptReaction.Ignored _ -> {}
    }
  }

  void answer(JsonObject slot, LocalDate date, Instant opened, Instant completed, boolean twice)
      throws InterruptedException {
    if (!life.meetsPrompts(opened)) return;
    var phone = life.phone();
    var id = slot.getString("slot");
    var answerId = phone.id("answer/" + id);
    var questionnaire =
        life.setting().protocol().questionnaires().get(slot.getString("questionnaire"));
    if (questionnaire == null) throw new RehearsalException("A prompt asks nothing known: " + slot);
    var values =
        life.person()
            .moment(
                questionnaire,
                slot.getString("schedule"),
                date,
                slot.getInteger("index"),
                life.arm(),
                life.offered()
                    .shifts(
                        slot.getString("schedule"),
                        InstantText.parse(slot.getString("scheduledAt"))));
    var body =
        new JsonObject()
            .put("answerId", answerId.toString())
            .put(
                "items",
                Items.timed(
                    Items.shown(values, slot.getJsonArray("order")),
                    phone.shows(opened),
                    Duration.between(opened, completed),
                    life.person().chance("timing/" + id)))
            .put("openedAt", phone.shows(opened).toString())
            .put("completedAt", phone.shows(completed).toString());
    var reply = upload(id, answerId, body);
    if (reply.body().containsKey("crisis")) new Alerting(life).expect(answerId);
    if (reply.isOk()) ended(slot);
    var given = reply.body().getJsonArray("given", new JsonArray());
    for (int i = 0; i < given.size(); i++) remember(slot, given.getJsonObject(i));
    if (twice) {
      life.timeline().pass(life.timeline().now().plusSeconds(1));
      upload(id, answerId, body);
    }
    for (int i = 0; i < given.size(); i++) show(given.getJsonObject(i));
  }

  /** The service has nothing more to do for this prompt; it waited for its next reminder or end. */
  private void ended(JsonObject slot) {
    var times = new ArrayList<Instant>();
    var reminders = slot.getJsonArray("reminders", new JsonArray());
    for (int i = 0; i < reminders.size(); i++) times.add(InstantText.parse(reminders.getString(i)));
    times.add(InstantText.parse(slot.getString("expiresAt")));
    var timeline = life.timeline();
    life.setting().wakes().gone(timeline.key(), "ema", timeline.now(), times);
  }

  private void remember(JsonObject slot, JsonObject given) {
    life.offered()
        .give(
            slot.getString("schedule"),
            InstantText.parse(slot.getString("scheduledAt")),
            given.getString("point"),
            given.getString("option"),
            life.timeline().now());
  }

  /** The phone shows what was given as soon as it knows. */
  private void show(JsonObject given) throws InterruptedException {
    life.timeline().pass(life.timeline().now().plus(SHOWING));
    var now = life.phone().shows(life.timeline().now()).toString();
    var body = new JsonObject().put("shownAt", now).put("deviceNow", now);
    var path =
        "/prompts/%s/decisions/%s/showing"
            .formatted(given.getString("slot"), given.getString("decision"));
    life.phone().send("PUT", "ema", path, body, Set.of());
  }

  private Reply upload(String slot, UUID answerId, JsonObject body) throws InterruptedException {
    var now = life.timeline().now();
    body.put("deviceNow", life.phone().shows(now).toString());
    var path = "/prompts/" + slot + "/answer";
    var reply = life.phone().exchange("PUT", "ema", path, body, ENDED);
    if (reply.isOk()) life.phone().acknowledged(Acknowledged.Kind.ANSWER, answerId, now);
    return reply;
  }

  private void dismiss(JsonObject slot) throws InterruptedException {
    if (!life.meetsPrompts(life.timeline().now())) return;
    var path = "/prompts/" + slot.getString("slot") + "/dismissal";
    if (life.phone().send("POST", "ema", path, new JsonObject(), ENDED)) ended(slot);
  }

  private void open(String slot) throws InterruptedException {
    if (!life.meetsPrompts(life.timeline().now())) return;
    var now = life.phone().shows(life.timeline().now()).toString();
    var body = new JsonObject().put("openedAt", now).put("deviceNow", now);
    life.phone().send("PUT", "ema", "/prompts/" + slot + "/opening", body, ENDED);
  }
}
