package org.attune.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent;
import org.attune.enrollment.screening.ConsentText;
import org.attune.enrollment.screening.Studies;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.token.Role;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;

/** Enrollment alone over PostgreSQL and Kafka, with two studies that others published for it. */
final class EnrollmentScenario implements AutoCloseable {
  /** Two arms; sites s1 in Dublin and s2 in Bogotá. */
  static final Protocol PILOT = Studies.read("kindness-pilot");

  /** No arms: enrollments count towards the target. */
  static final Protocol DAILY = Studies.read("daily-connection");

  static final int DAILY_TARGET = 2;
  static final Instant START = Instant.parse("2027-03-01T10:00:00Z");

  final ServiceHarness harness;

  EnrollmentScenario() {
    this(new EnrollmentDefinition());
  }

  EnrollmentScenario(ServiceDefinition definition) {
    harness = ServiceHarness.start(definition, START);
    open(PILOT, 40, true);
    open(DAILY, DAILY_TARGET, true);
  }

  /** Publishes a version of a study. */
  void publish(Protocol protocol) {
    var canonical = CanonicalProtocol.of(protocol);
    harness.awaitApplied(
        harness
            .foreign()
            .publish(
                StudyPublished.newBuilder()
                    .setStudy(protocol.study())
                    .setVersion(protocol.version())
                    .setProtocolSha256(canonical.sha256())
                    .setProtocol(canonical.json())
                    .setAnalysisSha256(protocol.analysisSha256())
                    .setEffective(protocol.effective().orElse(null))
                    .setReason(protocol.reason().orElse(null))
                    .setAt(START)
                    .build()));
  }

  /** Publishes and opens a study. */
  void open(Protocol protocol, int target, boolean synthetic) {
    publish(protocol);
    harness.awaitApplied(
        harness
            .foreign()
            .publish(
                StudyOpened.newBuilder()
                    .setStudy(protocol.study())
                    .setVersion(protocol.version())
                    .setSynthetic(synthetic)
                    .setTarget(target)
                    .setAt(START)
                    .build()));
  }

  static JsonObject invitation(UUID id, String site) {
    return new JsonObject().put("invitation", id.toString()).put("site", site);
  }

  Reply invite(String study, UUID id) {
    return harness.as(
        Role.COORDINATOR, "POST", "/studies/" + study + "/invitations", invitation(id, "s1"));
  }

  /** Names staff in place of all before. */
  Reply name(String study, JsonObject... contacts) {
    var body = new JsonObject().put("contacts", new JsonArray(List.of((Object[]) contacts)));
    return harness.as(Role.ADMIN, "PUT", "/studies/" + study + "/contacts", body);
  }

  static JsonObject contact(String site, String role, String address, int order) {
    return new JsonObject()
        .put("site", site)
        .put("role", role)
        .put("name", "Doctor " + order)
        .put("address", address)
        .put("order", order);
  }

  Reply redeem(String code, UUID device) {
    return harness.send(
        "",
        "POST",
        "/invitations/redeem",
        new JsonObject().put("code", code).put("device", device.toString()));
  }

  Reply put(EventKey key, String what, JsonObject body) {
    return harness.as(key, "PUT", path(key) + "/" + what, body);
  }

  Reply standing(EventKey key) {
    return harness.as(key, "GET", path(key), new JsonObject());
  }

  static String path(EventKey key) {
    return "/studies/" + key.study() + "/participants/" + key.participant();
  }

  /** Somebody whose invitation is opened. */
  EventKey opened(String study, int number) {
    var invited = ok(invite(study, new UUID(1, number)));
    ok(redeem(invited.getString("code"), new UUID(2, number)));
    return new EventKey(study, invited.getString("participant"));
  }

  static JsonObject answers(int age) {
    var answers = new JsonArray();
    answers.add(new JsonObject().put("item", "screener_age").put("number", age));
    return new JsonObject().put("answers", answers);
  }

  /** Answers to the pilot's screener. */
  static JsonObject pilotAnswers(int age) {
    var body = answers(age);
    body.getJsonArray("answers")
        .add(new JsonObject().put("item", "screener_support").put("number", 0));
    return body;
  }

  static JsonObject signature(Protocol protocol, String name, String email) {
    return new JsonObject()
        .put("decision", "sign")
        .put("consentVersion", ConsentText.of(protocol, "en").version())
        .put("signature", name)
        .put("language", "en")
        .put("zone", "Europe/Dublin")
        .put("channel", "email")
        .put("email", email);
  }

  /** Somebody in the pilot, reached by e-mail. */
  EventKey enrolled(int number) {
    var key = opened(PILOT.study(), number);
    ok(put(key, "screening", pilotAnswers(30)));
    ok(put(key, "consent", signature(PILOT, "Ann Other", "ann" + number + "@example.org")));
    return key;
  }

  static JsonObject message(EventKey key, String id, String occasion) {
    return new JsonObject()
        .put("study", key.study())
        .put("participant", key.participant())
        .put("id", id)
        .put("occasion", occasion)
        .put("kind", "prompt")
        .put("link", "/app/prompts/" + id);
  }

  /** What the delivery endpoint says to some messages in one request. */
  Reply deliver(JsonObject... messages) {
    var body = new JsonObject().put("messages", new JsonArray(List.of((Object[]) messages)));
    return harness.asService("POST", "/deliveries", body);
  }

  /** What became of one message. */
  JsonObject delivered(EventKey key, String id, String occasion) {
    return ok(deliver(message(key, id, occasion))).getJsonArray("deliveries").getJsonObject(0);
  }

  /** Claims a message as a process does that ends before it hears from the channel. */
  void claim(EventKey key, String id, String channel) {
    harness
        .database()
        .transact(
            c -> {
              Sql.write(
                  c,
                  """
                  insert into delivery (study, participant, id, occasion, kind, channel, claimed_at)
                  values (?, ?, ?, 'prompt', 'PROMPT', ?, ?)
                  """,
                  key.study(),
                  key.participant(),
                  id,
                  channel,
                  START);
              Sql.write(
                  c,
                  """
                  insert into delivery_attempt
                    (study, participant, id, occasion, channel, reference, claimed_at)
                  values (?, ?, ?, 'prompt', ?, ?, ?)
                  """,
                  key.study(),
                  key.participant(),
                  id,
                  channel,
                  new UUID(3, 3),
                  START);
            });
  }

  List<EnrollmentEvent> history(EventKey key) {
    return harness.history(key, EnrollmentEvent.class);
  }

  /** Promise I9: the tables say what the history implies. */
  void assertLaw(EventKey key) {
    harness.assertLaw(key);
  }

  static JsonObject ok(Reply reply) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(200);
    return reply.body();
  }

  static void refused(Reply reply, String type) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/" + type);
  }

  static void invalid(Reply reply, String field) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(400);
    assertThat(reply.body().getString("field")).isEqualTo(field);
  }

  @Override
  public void close() {
    harness.close();
  }

  /** What the ledger says became of a message; {@code unknown} while it is claimed only. */
  String ledger(String id) {
    return harness
        .database()
        .inTransaction(
            c ->
                Sql.find(
                        c,
                        "select coalesce(outcome, 'unknown') from delivery where id = ?",
                        row -> row.getString(1),
                        id)
                    .orElse("none"));
  }
}
