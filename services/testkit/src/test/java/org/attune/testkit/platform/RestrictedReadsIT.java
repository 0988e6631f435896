package org.attune.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.Access;
import org.attune.platform.http.Answer;
import org.attune.platform.token.Role;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may tell an arm is told only once it is on record who was told. */
class RestrictedReadsIT {
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final String LOT =
      "/studies/%s/participants/%s/lot".formatted(ANN.study(), ANN.participant());
  private static final JsonObject NOTHING = new JsonObject();

  private ServiceHarness harness;

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(new TinyService(), Instant.parse("2027-02-01T08:00:00Z"));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private Reply arms(Role role) {
    return harness.as(role, "GET", "/studies/kind/arms?reason=the%20board%20meets", NOTHING);
  }

  private JsonArray reads(String study) {
    var path = "/studies/" + study + "/restricted-reads";
    return harness.as(Role.MONITOR, "GET", path, NOTHING).body().getJsonArray("restrictedReads");
  }

  private void sql(String statement) {
    harness.database().transact(connection -> Sql.update(connection, statement));
  }

  @Test
  void who_was_told_is_on_record_with_role_reason_and_what() {
    assertThat(arms(Role.UNBLINDED_STATISTICIAN).body().getString("arm"))
        .isEqualTo(TinyService.SECRET);
    var reads = reads("kind");
    assertThat(reads).hasSize(1);
    var read = reads.getJsonObject(0);
    assertThat(read.remove("at")).isNotNull();
    assertThat(read)
        .isEqualTo(
            new JsonObject()
                .put("who", "staff-1")
                .put("role", "unblinded-statistician")
                .put("what", "GET /studies/:study/arms")
                .put("study", "kind")
                .put("status", 200)
                .put("reason", "the board meets"));
    assertThat(reads("other")).isEmpty();
  }

  @Test
  void what_cannot_be_recorded_is_not_told() {
    sql("alter table restricted_read rename to taken_away");
    var reply = arms(Role.UNBLINDED_STATISTICIAN);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body().encode()).doesNotContain(TinyService.SECRET);
    sql("alter table taken_away rename to restricted_read");
    assertThat(arms(Role.UNBLINDED_STATISTICIAN).status()).isEqualTo(200);
    assertThat(reads("kind")).hasSize(1);
  }

  @Test
  void a_record_is_never_changed_and_never_removed() {
    arms(Role.UNBLINDED_STATISTICIAN);
    assertThatThrownBy(() -> sql("update restricted_read set who = 'somebody'"))
        .rootCause()
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> sql("delete from restricted_read"))
        .rootCause()
        .hasMessageContaining("append-only");
    assertThat(reads("kind")).hasSize(1);
  }

  @Test
  void a_refusal_of_a_restricted_route_is_recorded_and_who_is_not_let_in_is_not() {
    assertThat(arms(Role.STATISTICIAN).status()).isEqualTo(403);
    assertThat(reads("kind")).isEmpty();
    assertThat(harness.as(Role.MONITOR, "GET", LOT, NOTHING).status()).isEqualTo(409);
    assertThat(reads("kind").getJsonObject(0).getInteger("status")).isEqualTo(409);
    assertThat(reads("kind").encode()).doesNotContain(ANN.participant());
  }

  @Test
  void what_participants_read_of_themselves_is_their_own() {
    assertThat(harness.as(ANN, "GET", LOT, NOTHING).status()).isEqualTo(409);
    assertThat(reads("kind")).isEmpty();
  }

  @Test
  void a_route_may_say_which_of_its_answers_are_restricted() {
    harness.as(Role.ADMIN, "POST", "/lots", new JsonObject().put("secret", false));
    assertThat(reads("kind")).isEmpty();
    var secret = new JsonObject().put("secret", true).put("reason", "a check");
    harness.as(Role.ADMIN, "POST", "/lots", secret);
    assertThat(reads("kind")).as("of the whole service, so in every study").hasSize(1);
    assertThat(reads("kind").getJsonObject(0).getString("reason")).isEqualTo("a check");
  }

  @Test
  void a_route_for_roles_that_see_arms_must_say_that_it_is_restricted() {
    var routes = harness.runtime().routes();
    for (var role : new Role[] {Role.FACILITATOR, Role.UNBLINDED_STATISTICIAN, Role.UNBLINDING}) {
      for (var access : new Access[] {Access.staff(role), Access.staff(role, Role.ADMIN)}) {
        assertThatThrownBy(
                () -> routes.add(HttpMethod.GET, "/x", access, 0, (_, _) -> Answer.ok(NOTHING)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("GET /x");
      }
      routes.get("/restricted", Access.staff(role).restricted(), (_, _) -> Answer.ok(NOTHING));
      routes.get("/common", Access.staff(role, Role.MONITOR), (_, _) -> Answer.ok(NOTHING));
    }
  }
}
