package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ParticipantUnblinded;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arms that are told over HTTP, and who may be told. Participants 1 to 5 have one, 6 waits. */
class UnblindingIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T23:30:00Z");
  private static final String STUDY = "/studies/kindness-pilot";
  private static final JsonObject NOTHING = new JsonObject();
  private static final int RANDOMIZED = 5;

  private ServiceHarness harness;
  private Trial pilot;

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
    pilot = new Trial(harness, Bundles.study("kindness-pilot"));
    pilot.publish();
    pilot.open(40);
    for (int i = 1; i <= RANDOMIZED; i++) {
      pilot.prepare(i, i % 2 == 0 ? "s1" : "s2");
      pilot.tick(i);
    }
    pilot.enroll(6, "s1", "Europe/Dublin");
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private static String path(int number) {
    return STUDY + "/participants/" + Trial.participant(number) + "/unblindings";
  }

  private static JsonObject asking(int unblinding) {
    return new JsonObject()
        .put("unblinding", new UUID(5, unblinding).toString())
        .put("reason", "medical-emergency");
  }

  private Reply unblind(int number, JsonObject body) {
    return harness.asFor("unblind", Role.UNBLINDING, "POST", path(number), body);
  }

  private String arm(int number) {
    return pilot.history(number).stream()
        .filter(ArmAllocated.class::isInstance)
        .map(event -> ((ArmAllocated) event).arm())
        .findFirst()
        .orElseThrow();
  }

  private List<ParticipantUnblinded> told(int number) {
    return pilot.history(number).stream()
        .filter(ParticipantUnblinded.class::isInstance)
        .map(ParticipantUnblinded.class::cast)
        .toList();
  }

  private JsonObject get(Role role, String path) {
    var reply = harness.as(role, "GET", STUDY + path, NOTHING);
    assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(200);
    return reply.body();
  }

  private JsonArray reads() {
    return get(Role.MONITOR, "/restricted-reads").getJsonArray("restrictedReads");
  }

  private static void assertRefused(Reply reply, String reason) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(409);
    assertThat(reply.body().getString("type")).isEqualTo("/problems/" + reason);
  }

  @Test
  void the_arm_is_told_once_per_request_and_every_request_is_on_record() {
    var first = unblind(1, asking(1));
    assertThat(first.status()).as(first.body().encode()).isEqualTo(201);
    assertThat(first.body().getString("arm")).isEqualTo(arm(1));
    var again = unblind(1, asking(1));
    assertRefused(again, "already-unblinded");
    assertThat(again.body().encode()).doesNotContain(arm(1)).contains("2026-03-01T23:30:00Z");
    var other = asking(2).put("reason", "other").put("note", "the answer never arrived");
    assertThat(unblind(1, other).body().getString("arm")).isEqualTo(arm(1));
    assertThat(told(1)).extracting(ParticipantUnblinded::unblindedBy).containsOnly("staff-1");
    assertThat(told(1))
        .extracting(event -> event.reason().name())
        .containsExactly("MEDICAL_EMERGENCY", "OTHER");
    assertThat(harness.runtime().metrics().scrape())
        .contains("attune_unblindings_total{service=\"randomization\"} 2.0");
    assertThat(reads()).hasSize(3);
    var rows = pilot.lawRows(6);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
  }

  @Test
  void who_has_no_arm_is_refused_with_the_reason() {
    assertRefused(unblind(6, asking(1)), "not-randomized-yet");
    assertRefused(unblind(7, asking(1)), "not-known-yet");
    pilot.leave(6);
    pilot.tick(6);
    assertRefused(unblind(6, asking(2)), "not-randomized");
    assertThat(told(6)).isEmpty();
  }

  @Test
  void the_token_must_name_the_act() {
    assertRefused(
        harness.as(Role.UNBLINDING, "POST", path(1), asking(1)), "unblinding-needs-step-up");
    assertRefused(
        harness.asFor("erase", Role.UNBLINDING, "POST", path(1), asking(1)),
        "unblinding-needs-step-up");
    assertThat(told(1)).isEmpty();
  }

  @Test
  void no_other_role_is_told_and_no_other_site() {
    for (var role : Role.values()) {
      if (role == Role.UNBLINDING) continue;
      assertThat(harness.asFor("unblind", role, "POST", path(1), asking(1)).status())
          .as(role.name())
          .isIn(401, 403);
    }
    var elsewhere = harness.asFor("unblind", Role.UNBLINDING, "s1", "POST", path(1), asking(1));
    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(told(1)).isEmpty();
    assertThat(harness.asFor("unblind", Role.UNBLINDING, "s2", "POST", path(1), asking(1)).status())
        .isEqualTo(201);
  }

  @Test
  void a_reason_of_the_list_is_needed_and_other_is_said_in_words() {
    assertThat(unblind(1, asking(1).put("reason", "curious")).body().getString("field"))
        .isEqualTo("reason");
    assertThat(unblind(1, asking(1).put("reason", "other")).body().getString("field"))
        .isEqualTo("note");
    assertThat(unblind(1, asking(1).put("note", "x".repeat(501))).body().getString("field"))
        .isEqualTo("note");
    assertThat(unblind(1, new JsonObject().put("reason", "pregnancy")).body().getString("field"))
        .isEqualTo("unblinding");
    assertRefused(unblind(1, asking(1).put("note", "is it usual?")), "note-names-arm");
    assertThat(told(1)).isEmpty();
  }

  @Test
  void blinded_staff_see_who_was_told_when_and_why_and_no_arm() {
    unblind(1, asking(1).put("note", "fell at home"));
    unblind(2, asking(2));
    for (var role :
        List.of(
            Role.ADMIN, Role.INVESTIGATOR, Role.MONITOR, Role.DATA_MANAGER, Role.STATISTICIAN)) {
      var listed = get(role, "/unblindings");
      assertThat(listed.encode()).doesNotContain("kindness\"", "usual");
      assertThat(listed.getJsonArray("unblindings").getJsonObject(0))
          .isEqualTo(
              new JsonObject()
                  .put("unblinding", new UUID(5, 1).toString())
                  .put("participant", Trial.participant(1).toString())
                  .put("at", "2026-03-01T23:30:00Z")
                  .put("reason", "medical-emergency")
                  .put("role", "unblinding")
                  .put("by", "staff-1")
                  .put("note", "fell at home"));
      assertThat(listed.getJsonArray("unblindings")).hasSize(2);
    }
    assertThat(harness.as(Role.ASSESSOR, "GET", STUDY + "/unblindings", NOTHING).status())
        .isEqualTo(403);
  }

  @Test
  void only_the_unblinded_statistician_sees_arms_side_by_side_and_says_why() {
    var path = STUDY + "/balance/arms";
    assertThat(
            harness.as(Role.UNBLINDED_STATISTICIAN, "GET", path, NOTHING).body().getString("field"))
        .isEqualTo("reason");
    for (var role : Role.values()) {
      if (role == Role.UNBLINDED_STATISTICIAN) continue;
      assertThat(harness.as(role, "GET", path + "?reason=x", NOTHING).status())
          .as(role.name())
          .isIn(401, 403);
    }
    assertThat(reads()).isEmpty();
    var seen = get(Role.UNBLINDED_STATISTICIAN, "/balance/arms?reason=the%20board%20meets");
    assertThat(seen.getJsonObject("arms")).isEqualTo(counts("s1", "s2"));
    assertThat(seen.getJsonArray("strata")).isEqualTo(seen.getJsonArray("levels"));
    assertThat(seen.getJsonArray("strata").getJsonObject(1).getJsonObject("arms"))
        .isEqualTo(counts("s2"));
    var read = reads().getJsonObject(0);
    assertThat(read.getString("reason")).isEqualTo("the board meets");
    assertThat(read.getString("what")).isEqualTo("GET /studies/:study/balance/arms");
    assertThat(read.getString("role")).isEqualTo("unblinded-statistician");
  }

  /** What the events say: those with an even number are at s1, the others at s2. */
  private JsonObject counts(String... sites) {
    var counts = new JsonObject().put("kindness", 0).put("usual", 0);
    var among = new ArrayList<>(List.of(sites));
    for (int i = 1; i <= RANDOMIZED; i++) {
      if (!among.contains(i % 2 == 0 ? "s1" : "s2")) continue;
      counts.put(arm(i), counts.getInteger(arm(i)) + 1);
    }
    return counts;
  }

  @Test
  void the_seed_is_recorded_each_time_it_is_read() {
    pilot.close();
    pilot.lock();
    var reason = new JsonObject().put("reason", "the analysis begins");
    for (int i = 0; i < 2; i++) {
      var reply = harness.as(Role.ADMIN, "POST", STUDY + "/seed-revelation", reason);
      assertThat(reply.status()).isEqualTo(200);
    }
    assertThat(reads()).hasSize(2);
    assertThat(reads().getJsonObject(1).getString("what"))
        .isEqualTo("POST /studies/:study/seed-revelation");
  }
}
