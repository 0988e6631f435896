package org.attune.standalone.rehearsal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Caller;
import org.attune.platform.token.LastingToken;
import org.attune.platform.token.Role;
import org.attune.protocol.bundle.Bundle;

/** What staff do in a rehearsal, through the same interface as everyone. */
final class StudyDesk {
  private static final String REASON = "SYNTHETIC rehearsal";

  /** When groups meet, by the clock of their site. */
  private static final String EVENING = "18:30";

  private final Setting setting;
  private final String study;
  private final LastingToken admin;

  /** By site. */
  private final Map<String, LastingToken> facilitators = new ConcurrentHashMap<>();

  StudyDesk(Setting setting) {
    this.setting = setting;
    study = setting.protocol().study();
    admin = setting.platform().staffToken(Role.ADMIN, "administrator", Caller.ALL, Caller.ALL);
  }

  /**
   * @param participant the pseudonym of whoever was invited
   * @param code opens the invitation
   */
  record Invitation(EventKey participant, String code) {}

  void publish(Bundle bundle) throws InterruptedException {
    var files = new JsonObject();
    bundle.files().forEach(files::put);
    var path = "/studies/studies/%s/versions/%d".formatted(study, setting.protocol().version());
    send("PUT", path, new JsonObject().put("files", files));
  }

  /** Names made-up staff for every role that safety needs at every site. */
  void nameContacts() throws InterruptedException {
    var contacts = new JsonArray();
    for (var site : setting.protocol().sites()) {
      for (var role : setting.protocol().safetyRoles(site)) {
        contacts.add(
            new JsonObject()
                .put("site", site.id())
                .put("role", role)
                .put("name", "SYNTHETIC " + role)
                .put("address", "synthetic-%s-%s@example.org".formatted(role, site.id()))
                .put("order", 1));
      }
    }
    if (contacts.isEmpty()) return;
    var body = new JsonObject().put("contacts", contacts);
    send("PUT", "/enrollment/studies/" + study + "/contacts", body);
  }

  /** Uploads a made-up list where the study declares one, as its statistician. */
  void uploadList(int participants, long seed) throws InterruptedException {
    var protocol = setting.protocol();
    var plan = protocol.randomization().filter(p -> p.method().equals("list"));
    if (plan.isEmpty()) return;
    var token =
        setting
            .platform()
            .staffToken(
                Role.UNBLINDED_STATISTICIAN, "synthetic-statistician", Caller.ALL, Caller.ALL);
    var path = "/randomization/studies/" + study + "/list";
    var csv = MadeList.csv(protocol, plan.get(), participants, seed);
    var body = Optional.of(new JsonObject().put("list", csv));
    var reply = setting.api().send("PUT", path, token.text(), body);
    if (!reply.isOk()) throw refused("PUT", path, reply);
  }

  /** Takes all open alerts about a participant in hand, in the role that was told last. */
  void acknowledge(EventKey participant) throws InterruptedException {
    var open = get("/outcomes/studies/" + study + "/alerts?state=open").getJsonArray("alerts");
    for (int i = 0; i < open.size(); i++) {
      var alert = open.getJsonObject(i);
      if (!alert.getString("participant").equals(participant.participant())) continue;
      var roles = alert.getJsonArray("roles");
      int told = Math.clamp(alert.getInteger("rounds"), 1, roles.size());
      var path =
          "/outcomes/studies/%s/participants/%s/alerts/%s/acknowledgement"
              .formatted(study, participant.participant(), alert.getString("alert"));
      send("PUT", path, new JsonObject().put("role", roles.getString(told - 1)));
    }
  }

  /** Names one made-up facilitator for every site. */
  void nameFacilitators() throws InterruptedException {
    for (var site : setting.protocol().sites()) {
      var body = new JsonObject().put("facilitator", facilitator(site.id())).put("site", site.id());
      send("PUT", "/interventions/studies/" + study + "/facilitators", body);
    }
  }

  /** Gives every group that has none the facilitator of its site, who says when it meets. */
  void assignFacilitators() throws InterruptedException {
    var groups = get("/interventions/studies/" + study + "/groups").getJsonArray("groups");
    for (int i = 0; i < groups.size(); i++) {
      var group = groups.getJsonObject(i);
      if (group.containsKey("facilitator") || group.getString("state").equals("dissolved"))
        continue;
      var site = group.getString("site");
      var path = "/interventions/studies/%s/groups/%s".formatted(study, group.getString("group"));
      send("PUT", path + "/facilitator", new JsonObject().put("facilitator", facilitator(site)));
      var evenings = new JsonObject().put("begins", EVENING).put("place", "SYNTHETIC room");
      sendAsFacilitator(site, path + "/meetings", evenings);
    }
  }

  private void sendAsFacilitator(String site, String path, JsonObject body)
      throws InterruptedException {
    var reply = putAsFacilitator(site, path, body);
    if (!reply.isOk()) throw refused("PUT", path, reply);
  }

  private Reply putAsFacilitator(String site, String path, JsonObject body)
      throws InterruptedException {
    var token = facilitators.computeIfAbsent(site, this::facilitatorToken);
    return setting.api().send("PUT", path, token.text(), Optional.of(body));
  }

  /**
   * The facilitator of a site states who was at a session; of somebody who had left nothing is
   * stated.
   */
  void attend(EventKey participant, String site, String session, JsonObject statement)
      throws InterruptedException {
    var path =
        "/interventions/studies/%s/participants/%s/attendance/%s"
            .formatted(study, participant.participant(), session);
    var reply = putAsFacilitator(site, path, statement);
    if (!reply.isOk() && !reply.refusal().equals("left-before")) throw refused("PUT", path, reply);
  }

  private LastingToken facilitatorToken(String site) {
    return setting.platform().staffToken(Role.FACILITATOR, facilitator(site), study, site);
  }

  private static String facilitator(String site) {
    return "synthetic-facilitator-" + site;
  }

  /**
   * @param target allocations (without arms: enrollments) at which recruitment ends
   */
  void open(int target) throws InterruptedException {
    var body = new JsonObject().put("synthetic", true).put("target", target);
    send("POST", "/studies/studies/" + study + "/opening", body);
  }

  Invitation invite(UUID id, String site, String language) throws InterruptedException {
    var body =
        new JsonObject()
            .put("invitation", id.toString())
            .put("site", site)
            .put("language", language);
    var made = send("POST", "/enrollment/studies/" + study + "/invitations", body);
    return new Invitation(
        new EventKey(study, made.getString("participant")), made.getString("code"));
  }

  void close() throws InterruptedException {
    send("POST", "/studies/studies/" + study + "/closing", reason());
  }

  void lock() throws InterruptedException {
    send("POST", "/studies/studies/" + study + "/locking", reason());
  }

  void revealSeed() throws InterruptedException {
    send("POST", "/randomization/studies/" + study + "/seed-revelation", reason());
  }

  void revealDecisionSeed() throws InterruptedException {
    send("POST", "/ema/studies/" + study + "/decision-seed-revelation", reason());
  }

  /**
   * Makes an unblinded dataset package.
   *
   * @return with {@code path} and {@code sha256}
   */
  JsonObject export() throws InterruptedException {
    return send("POST", "/analytics/studies/" + study + "/exports", reason().put("blinded", false));
  }

  private static JsonObject reason() {
    return new JsonObject().put("reason", REASON);
  }

  private JsonObject get(String path) throws InterruptedException {
    return send("GET", path, Optional.empty());
  }

  private JsonObject send(String method, String path, JsonObject body) throws InterruptedException {
    return send(method, path, Optional.of(body));
  }

  private JsonObject send(String method, String path, Optional<JsonObject> body)
      throws InterruptedException {
    var reply = setting.api().send(method, path, admin.text(), body);
    if (reply.isOk()) return reply.body();
    throw refused(method, path, reply);
  }

  private static RehearsalException refused(String method, String path, Reply reply) {
    return new RehearsalException(
        "%s %s was answered %d: %s"
            .formatted(
                method,
                path,
                reply.status(),
                reply.body().getString("detail", reply.body().encode())));
  }
}
