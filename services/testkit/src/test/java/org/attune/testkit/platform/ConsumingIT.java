package org.attune.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.consume.Parking;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What arrives twice, out of turn or unusable, over a real broker. Ann and Bea share a partition;
 * Bea is there to show that others go on.
 */
class ConsumingIT {
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00Z");
  private static final JsonObject NOTHING = new JsonObject();
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final EventKey BEA = sharing(ANN);
  private final TinyService service = new TinyService();
  private ServiceHarness harness;

  private static EventKey sharing(EventKey other) {
    for (long i = 2; ; i++) {
      var key = EventKey.of("kind", new UUID(0, i));
      if (partition(key) == partition(other)) return key;
    }
  }

  private static int partition(EventKey key) {
    return org.attune.platform.event.Topics.partition(key);
  }

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(service, NOW);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static ZoneChanged zone(EventKey key, String zone) {
    return ZoneChanged.newBuilder()
        .setStudy(key.study())
        .setParticipantId(key.participantId())
        .setZone(zone)
        .setAt(NOW)
        .build();
  }

  private Position publish(EventKey key, String zone) {
    return harness.foreign().publish(zone(key, zone));
  }

  private List<String> facts(EventKey key) {
    return harness
        .database()
        .inTransaction(
            connection ->
                Sql.query(
                    connection,
                    "select zone from fact where participant = ? order by id",
                    row -> row.getString(1),
                    key.participant()));
  }

  private ServiceHarness.Reply replay() {
    var what = new JsonObject().put("topic", "enrollment.v1").put("key", ANN.toString());
    return harness.as(Role.ADMIN, "POST", "/parked/replays", what);
  }

  private long parked() {
    return harness.database().inTransaction(Parking::count);
  }

  @Test
  void a_duplicate_changes_nothing() {
    var first = publish(ANN, "Europe/Madrid");
    harness.foreign().send(zone(ANN, "Europe/Madrid"), first);
    harness.foreign().send(zone(ANN, "Europe/Madrid"), first);
    harness.awaitApplied(publish(ANN, "Asia/Tokyo"));
    assertThat(facts(ANN)).containsExactly("Europe/Madrid", "Asia/Tokyo");
  }

  @Test
  void a_later_number_waits_for_the_one_before_it() {
    var first = new Position("enrollment.v1", partition(ANN), 1, 1);
    var second = new Position("enrollment.v1", partition(ANN), 1, 2);
    harness.foreign().send(zone(ANN, "Asia/Tokyo"), second);
    harness.foreign().send(zone(ANN, "Europe/Madrid"), first);
    harness.awaitApplied(first);
    assertThat(facts(ANN)).containsExactly("Europe/Madrid");
    harness.foreign().send(zone(ANN, "Asia/Tokyo"), second);
    harness.awaitApplied(second);
    assertThat(facts(ANN)).containsExactly("Europe/Madrid", "Asia/Tokyo");
  }

  @Test
  void a_failing_event_parks_its_key_only_and_is_replayed_in_order() {
    service.failing = true;
    publish(ANN, "Europe/Madrid");
    publish(ANN, TinyService.BAD_ZONE);
    publish(ANN, "Asia/Tokyo");
    harness.awaitApplied(publish(BEA, "Europe/Paris"));
    assertThat(facts(ANN)).containsExactly("Europe/Madrid");
    assertThat(facts(BEA)).containsExactly("Europe/Paris");
    assertThat(parked()).isEqualTo(2);
    var listed = harness.as(Role.ADMIN, "GET", "/parked", NOTHING).body().getJsonArray("parked");
    assertThat(listed).hasSize(1);
    assertThat(listed.getJsonObject(0).getString("key")).isEqualTo(ANN.toString());
    assertThat(listed.getJsonObject(0).getLong("events")).isEqualTo(2);
    assertThat(listed.getJsonObject(0).getString("reason")).isEqualTo("IllegalStateException");

    var refused = replay();
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().getString("type")).isEqualTo("/problems/still-parked");
    assertThat(refused.body().getString("detail")).contains("IllegalStateException");
    assertThat(refused.body().getInteger("applied")).isZero();
    assertThat(parked()).isEqualTo(2);

    service.failing = false;
    assertThat(replay().body().getInteger("applied")).isEqualTo(2);
    assertThat(replay().body().getInteger("applied")).isZero();
    assertThat(parked()).isZero();
    harness.awaitApplied(publish(ANN, "Africa/Cairo"));
    assertThat(facts(ANN))
        .containsExactly("Europe/Madrid", TinyService.BAD_ZONE, "Asia/Tokyo", "Africa/Cairo");
  }

  @Test
  void what_is_parked_is_the_administrators_and_known_topics_only() {
    assertThat(harness.as(Role.COORDINATOR, "GET", "/parked", NOTHING).status()).isEqualTo(403);
    var unknown = new JsonObject().put("topic", "nothing.v1").put("key", ANN.toString());
    var refused = harness.as(Role.ADMIN, "POST", "/parked/replays", unknown);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().getString("field")).isEqualTo("topic");
  }

  @Test
  void what_the_database_refuses_for_good_parks_its_key() {
    publish(ANN, TinyService.REFUSED_ZONE);
    harness.awaitApplied(publish(BEA, "Europe/Paris"));
    assertThat(facts(BEA)).containsExactly("Europe/Paris");
    assertThat(parked()).isEqualTo(1);
  }
}
