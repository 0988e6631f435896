package org.attune.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.analytics.domain.AnalyticsEvent;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service over a real broker: a trial arrives, is looked at and exported over HTTP. */
class AnalyticsIT {
  private static final String STUDY = "/studies/" + Trial.STUDY;
  private static final JsonObject NOTHING = new JsonObject();

  private static ServiceHarness analytics;
  private static int published;

  @BeforeAll
  static void start() {
    analytics = ServiceHarness.start(new AnalyticsDefinition(), Trial.START);
    var last = new HashMap<String, Position>();
    for (var message : Trial.of(EventCatalog.standard(), 3, true).messages(3)) {
      boolean tellsArm = message.position().topic().contains(".restricted.");
      var foreign = analytics.foreign();
      var event = specific(message);
      var at = tellsArm ? foreign.publishRestricted(event) : foreign.publish(event);
      last.put(at.topic() + at.partition(), at);
      published++;
    }
    last.values().forEach(analytics::awaitApplied);
  }

  @AfterAll
  static void stop() {
    analytics.close();
  }

  private static SpecificRecordBase specific(Message message) {
    try {
      var name = message.asWritten().getSchema().getFullName();
      return message.as(Class.forName(name).asSubclass(SpecificRecordBase.class));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void every_event_is_consumed_once() {
    long consumed = analytics.database().inTransaction(StudyFigures::eventsConsumed);
    assertThat(consumed).isGreaterThanOrEqualTo(published);
    long parked =
        analytics
            .database()
            .inTransaction(
                c ->
                    Sql.find(c, "select count(*) from parked", row -> row.getLong(1))
                        .orElseThrow());
    assertThat(parked).isZero();
  }

  @Test
  void the_overview_is_pooled_and_names_no_arm() {
    var reply = analytics.as(Role.INVESTIGATOR, "GET", STUDY + "/overview", NOTHING);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().getJsonObject("participants").getInteger("screened")).isEqualTo(8);
    assertThat(reply.body().getJsonObject("slots").getInteger("planned")).isEqualTo(42);
    assertThat(reply.body().encode()).doesNotContain("zebra");
  }

  @Test
  void compliance_is_counted_for_staff_as_for_exports() {
    var reply = analytics.as(Role.MONITOR, "GET", STUDY + "/compliance", NOTHING);
    assertThat(reply.status()).isEqualTo(200);
    var cells = reply.body().getJsonArray("cells");
    long planned = 0;
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.getJsonObject(i);
      if (cell.getString("countedBy").equals("all")) planned += cell.getLong("planned");
    }
    assertThat(planned).isEqualTo(42);
    var participant = reply.body().getJsonArray("participants").getJsonObject(0);
    assertThat(participant.getDouble("compliance")).isBetween(0.0, 1.0);
    assertThat(reply.body().encode()).doesNotContain("zebra");
    assertThat(analytics.as(Role.MONITOR, "GET", "/studies/nothing/compliance", NOTHING).status())
        .isEqualTo(404);
    assertThat(analytics.as(Role.FACILITATOR, "GET", STUDY + "/compliance", NOTHING).status())
        .isEqualTo(403);
  }

  @Test
  void a_blinded_dataset_is_made_and_sent_as_an_archive() {
    var reply =
        analytics.as(
            Role.DATA_MANAGER, "POST", STUDY + "/exports", new JsonObject().put("blinded", true));
    assertThat(reply.status()).isEqualTo(201);
    var id = reply.body().getString("id");
    assertThat(analytics.directory().resolve("exports").resolve(id)).isDirectory();
    var zip = analytics.as(Role.ADMIN, "GET", STUDY + "/exports/" + id + "/archive", NOTHING);
    assertThat(zip.status()).isEqualTo(200);
    assertThat(zip.body().getString("body")).startsWith("PK");
    var key = EventKey.ofStudy(Trial.STUDY);
    assertThat(analytics.history(key, AnalyticsEvent.class))
        .anyMatch(
            event ->
                event instanceof AnalyticsEvent.DatasetSnapshotCreated e
                    && e.snapshotId().toString().equals(id)
                    && e.requester().equals("DATA_MANAGER staff-1"));
    var law = analytics.runtime().wiring().law().orElseThrow();
    var stored = analytics.database().inTransaction(c -> law.stored(c, key));
    var folded = analytics.database().inTransaction(c -> law.folded(c, key));
    assertThat(stored).isNotEmpty().isEqualTo(folded);
  }

  @Test
  void an_unblinded_dataset_needs_a_reason() {
    var body = new JsonObject().put("blinded", false);
    var refused = analytics.as(Role.ADMIN, "POST", STUDY + "/exports", body);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().getString("type")).isEqualTo("/problems/reason-missing");
    var made =
        analytics.as(Role.ADMIN, "POST", STUDY + "/exports", body.put("reason", "rehearsal"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().getJsonObject("rows").getInteger("allocations")).isEqualTo(5);
  }

  @Test
  void an_unblinded_dataset_is_a_restricted_read_when_it_is_made_and_when_it_is_fetched() {
    long before = reads();
    fetch(export(new JsonObject().put("blinded", true)));
    assertThat(reads()).isEqualTo(before);
    fetch(export(new JsonObject().put("blinded", false).put("reason", "the report")));
    assertThat(reads()).isEqualTo(before + 2);
  }

  private static String export(JsonObject body) {
    return analytics.as(Role.ADMIN, "POST", STUDY + "/exports", body).body().getString("id");
  }

  private static void fetch(String id) {
    var reply = analytics.as(Role.ADMIN, "GET", STUDY + "/exports/" + id + "/archive", NOTHING);
    assertThat(reply.status()).isEqualTo(200);
  }

  private static long reads() {
    return analytics
        .as(Role.MONITOR, "GET", STUDY + "/restricted-reads", NOTHING)
        .body()
        .getJsonArray("restrictedReads")
        .size();
  }

  @Test
  void who_may_not_know_learns_nothing() {
    var body = new JsonObject().put("blinded", true);
    assertThat(analytics.as(Role.FACILITATOR, "POST", STUDY + "/exports", body).status())
        .isEqualTo(403);
    assertThat(analytics.as(Role.FACILITATOR, "GET", STUDY + "/overview", NOTHING).status())
        .isEqualTo(403);
    assertThat(analytics.as(Role.ADMIN, "POST", "/studies/other/exports", body).status())
        .isEqualTo(404);
    assertThat(
            analytics
                .as(
                    Role.ADMIN,
                    "GET",
                    STUDY + "/exports/00000000-0000-0000-0000-000000000001/archive",
                    NOTHING)
                .status())
        .isEqualTo(404);
    assertThat(
            analytics
                .as(Role.ADMIN, "POST", STUDY + "/exports", new JsonObject().put("blinded", "x"))
                .body()
                .getString("field"))
        .isEqualTo("blinded");
  }
}
