package org.attune.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in and what is said to those who are not, over HTTP. */
class RoutesIT {
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final EventKey BEA = EventKey.of("kind", new UUID(0, 2));
  private static final JsonObject NOTHING = new JsonObject();
  private static ServiceHarness harness;

  @BeforeAll
  static void start() {
    harness = ServiceHarness.start(new TinyService(), Instant.parse("2027-02-01T08:00:00Z"));
  }

  @AfterAll
  static void close() {
    harness.close();
  }

  private static String mine(EventKey key) {
    return "/studies/" + key.study() + "/participants/" + key.participant() + "/mine";
  }

  @Test
  void an_open_route_asks_for_no_token() {
    assertThat(harness.send("", "GET", "/open", NOTHING).status()).isEqualTo(200);
  }

  @Test
  void without_a_token_nobody_is_known() {
    var reply = harness.send("", "GET", mine(ANN), NOTHING);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/unauthenticated");
    assertThat(harness.send("no.token.this", "GET", mine(ANN), NOTHING).status()).isEqualTo(401);
  }

  @Test
  void a_participant_sees_its_own_and_cannot_tell_whether_others_exist() {
    assertThat(harness.as(ANN, "GET", mine(ANN), NOTHING).body().getString("key"))
        .isEqualTo(ANN.toString());
    assertThat(harness.as(BEA, "GET", mine(ANN), NOTHING).status()).isEqualTo(404);
    var elsewhere = EventKey.of("other", ANN.participantId());
    assertThat(harness.as(elsewhere, "GET", mine(ANN), NOTHING).status()).isEqualTo(404);
  }

  @Test
  void staff_see_what_their_role_was_declared_to_see() {
    assertThat(harness.as(Role.COORDINATOR, "GET", mine(ANN), NOTHING).status()).isEqualTo(200);
    var refused = harness.as(Role.MONITOR, "GET", mine(ANN), NOTHING);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().getString("type")).isEqualTo("/problems/forbidden");
    assertThat(harness.as(ANN, "PUT", "/studies/kind/names", NOTHING).status()).isEqualTo(403);
  }

  @Test
  void a_form_error_names_its_field() {
    var path = "/studies/kind/names";
    var missing = harness.as(Role.ADMIN, "PUT", path, NOTHING);
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.body().getString("field")).isEqualTo("name");
    var unknown = harness.as(Role.ADMIN, "PUT", path, new JsonObject().put("nam", "x"));
    assertThat(unknown.body().getString("field")).isEqualTo("nam");
    var segment =
        harness.as(Role.ADMIN, "PUT", "/studies/No%20Slug/names", new JsonObject().put("name", ""));
    assertThat(segment.status()).isEqualTo(400);
    assertThat(segment.body().getString("field")).isEqualTo("study");
  }

  @Test
  void a_refusal_is_a_conflict_with_its_reason() {
    var outdated =
        harness.as(
            Role.ADMIN, "POST", "/refusals", new JsonObject().put("reason", "consent-outdated"));
    assertThat(outdated.status()).isEqualTo(409);
    assertThat(outdated.body().getString("type")).isEqualTo("/problems/consent-outdated");
  }

  @Test
  void a_body_above_the_limit_is_refused() {
    var large = new JsonObject().put("name", "x".repeat(70 * 1024));
    var reply = harness.as(Role.ADMIN, "PUT", "/studies/kind/names", large);
    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void a_fault_of_ours_tells_nothing() {
    var reply = harness.asService("POST", "/faults", NOTHING);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body().encode()).doesNotContain("Ann Doe");
    assertThat(harness.as(Role.ADMIN, "POST", "/faults", NOTHING).status()).isEqualTo(403);
  }

  @Test
  void every_route_is_in_the_table_of_access() {
    assertThat(harness.runtime().routes().declared())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly(
            "GET /open",
            "GET /studies/:study/participants/:participant/mine",
            "PUT /studies/:study/names",
            "GET /studies/:study/arms",
            "GET /studies/:study/participants/:participant/lot",
            "POST /lots",
            "POST /refusals",
            "POST /faults",
            "GET /parked",
            "POST /parked/replays",
            "GET /studies/:study/restricted-reads");
  }
}
