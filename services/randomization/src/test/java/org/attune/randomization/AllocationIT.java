package org.attune.randomization;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.attune.platform.token.Role;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;
import org.attune.randomization.domain.RandomizationEvent.ParticipantNotRandomized;
import org.attune.randomization.domain.RandomizationEvent.ParticipantRandomized;
import org.attune.randomization.domain.RandomizationEvent.RandomizationClosed;
import org.attune.randomization.domain.RandomizationEvent.RandomizationCommitted;
import org.attune.randomization.domain.RandomizationEvent.SeedRevealed;
import org.attune.randomization.engine.ConfigurationText;
import org.attune.randomization.engine.Verification;
import org.attune.testkit.harness.ServiceHarness;
import org.attune.testkit.harness.ServiceHarness.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Allocation over real tables and topics: the pilot (two arms, two sites) and the large trial. */
class AllocationIT {
  private static final Instant MARCH = Instant.parse("2026-03-01T23:30:00Z");

  private ServiceHarness harness;
  private Trial pilot;

  @BeforeEach
  void start() {
    harness = ServiceHarness.start(new RandomizationDefinition(), MARCH);
    pilot = new Trial(harness, Bundles.study("kindness-pilot"));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private Reply ask(int number) {
    return harness.as(
        Role.COORDINATOR,
        "POST",
        "/studies/%s/participants/%s/allocation".formatted(pilot.study, Trial.participant(number)),
        new JsonObject());
  }

  private String reason(Reply reply) {
    assertThat(reply.status()).isEqualTo(409);
    return reply.body().getString("type");
  }

  @Test
  void a_participant_is_allocated_when_the_condition_comes_true_and_only_once() {
    pilot.publish();
    pilot.open(40);
    pilot.enroll(1, "s1", "Pacific/Auckland");
    pilot.tick(1);
    assertThat(reason(ask(1))).isEqualTo("/problems/not-known-yet");
    pilot.complete(1, "baseline", "");
    pilot.tick(1);
    var events = pilot.history(1);
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOf(ArmAllocated.class);
    assertThat(events.get(1))
        .isEqualTo(
            new ParticipantRandomized(
                pilot.study,
                Trial.participant(1),
                LocalDate.of(2026, 3, 2),
                "Pacific/Auckland",
                1,
                MARCH));
    pilot.complete(1, "baseline", "");
    pilot.tick(1);
    assertThat(ask(1)).isEqualTo(new Reply(200, new JsonObject().put("randomized", true)));
    assertThat(ask(1)).isEqualTo(ask(1));
    assertThat(pilot.history(1)).hasSize(2);
    assertLaw(1);
  }

  @Test
  void fifty_requests_at_once_make_one_allocation() throws Exception {
    pilot.publish();
    pilot.open(40);
    pilot.prepare(1, "s1");
    var replies = atOnce(50, _ -> ask(1));
    assertThat(replies).allMatch(reply -> reply.status() == 200 || reply.status() == 503);
    assertThat(replies).anyMatch(reply -> reply.status() == 200);
    assertThat(pilot.history(1)).hasSize(2);
    assertLaw(1);
  }

  @Test
  void requests_for_many_at_once_never_pass_the_target_and_use_every_place_once() throws Exception {
    pilot.publish();
    pilot.open(10);
    for (int i = 1; i <= 14; i++) pilot.prepare(i, i % 2 == 0 ? "s1" : "s2");
    var replies = atOnce(14, this::ask);
    assertThat(replies).allMatch(reply -> List.of(200, 409, 503).contains(reply.status()));
    for (int i = 1; i <= 14; i++) pilot.tick(i);
    for (int i = 1; i <= 14; i++) pilot.tick(i);
    var allocated = allocated(14);
    assertThat(allocated).hasSize(10);
    assertThat(allocated.stream().map(ArmAllocated::sequence).distinct()).hasSize(10);
    assertThat(pilot.history().getLast())
        .isEqualTo(new RandomizationClosed(pilot.study, ClosingReason.TARGET_REACHED, 10, MARCH));
    long left = 0;
    for (int i = 1; i <= 14; i++) {
      if (pilot.history(i).getLast() instanceof ParticipantNotRandomized(_, _, var reason, _)) {
        assertThat(reason).isEqualTo(NotRandomizedReason.TARGET_REACHED);
        left++;
      }
    }
    assertThat(left).isEqualTo(4);
    assertLaw(14);
  }

  @Test
  void whoever_comes_after_the_last_place_is_not_randomized() {
    pilot.publish();
    pilot.open(1);
    pilot.prepare(1, "s1");
    pilot.enroll(2, "s1", "Europe/Dublin");
    pilot.tick(1);
    pilot.tick(2);
    assertThat(pilot.history(2))
        .containsExactly(
            new ParticipantNotRandomized(
                pilot.study, Trial.participant(2), NotRandomizedReason.TARGET_REACHED, MARCH));
    pilot.prepare(3, "s2");
    pilot.tick(3);
    assertThat(pilot.history(3)).hasSize(1).first().isInstanceOf(ParticipantNotRandomized.class);
    assertThat(reason(ask(3))).isEqualTo("/problems/target-reached");
    assertLaw(3);
  }

  @Test
  void a_pause_holds_an_allocation_and_the_resumption_makes_it() {
    pilot.publish();
    pilot.open(40);
    pilot.pause();
    pilot.prepare(1, "s1");
    pilot.tick(1);
    assertThat(pilot.history(1)).isEmpty();
    assertThat(reason(ask(1))).isEqualTo("/problems/study-paused");
    pilot.resume();
    pilot.tick(1);
    pilot.tick(1);
    assertThat(pilot.history(1)).hasSize(2);
  }

  @Test
  void leaving_before_allocation_settles_it_and_leaving_after_changes_nothing() {
    pilot.publish();
    pilot.open(40);
    pilot.enroll(1, "s1", "Europe/Dublin");
    pilot.leave(1);
    pilot.complete(1, "baseline", "");
    pilot.tick(1);
    assertThat(pilot.history(1))
        .containsExactly(
            new ParticipantNotRandomized(
                pilot.study, Trial.participant(1), NotRandomizedReason.LEFT, MARCH));
    assertThat(reason(ask(1))).isEqualTo("/problems/left");
    pilot.prepare(2, "s1");
    pilot.tick(2);
    pilot.leave(2);
    assertThat(pilot.history(2)).hasSize(2);
    assertLaw(2);
  }

  @Test
  void whoever_signed_a_form_that_is_out_of_date_waits_for_the_second_signature() {
    pilot.publish();
    pilot.open(40);
    pilot.enroll(1, "s1", "Europe/Dublin");
    pilot.enroll(2, "s1", "Europe/Dublin");
    pilot.amendConsent(LocalDate.parse("2026-03-02"));
    pilot.renew(2, 2); // before it is in force
    harness.clock().set(MARCH.plus(Duration.ofHours(1)));
    pilot.complete(1, "baseline", "");
    pilot.complete(2, "baseline", "");
    pilot.tick(1);
    pilot.tick(2);
    assertThat(pilot.history(1)).isEmpty();
    assertThat(reason(ask(1))).isEqualTo("/problems/consent-outdated");
    assertThat(pilot.history(2)).hasSize(2);
    pilot.renew(1, 2);
    pilot.renew(1, 1); // an older one changes nothing
    pilot.tick(1);
    assertThat(pilot.history(1)).hasSize(2);
    assertLaw(2);
  }

  @Test
  void closing_the_study_settles_whoever_waits() {
    pilot.publish();
    pilot.open(40);
    pilot.enroll(1, "s1", "Europe/Dublin");
    pilot.tick(1);
    pilot.screen(2, "s1");
    pilot.close();
    pilot.tick(1);
    pilot.tick(2);
    assertThat(pilot.history().getLast())
        .isEqualTo(new RandomizationClosed(pilot.study, ClosingReason.STUDY_CLOSED, 0, MARCH));
    assertThat(pilot.history(1))
        .containsExactly(
            new ParticipantNotRandomized(
                pilot.study, Trial.participant(1), NotRandomizedReason.STUDY_CLOSED, MARCH));
    assertThat(pilot.history(2)).as("never consented").isEmpty();
    assertLaw(2);
  }

  @Test
  void facts_that_arrive_before_the_study_are_not_lost() {
    pilot.prepare(1, "s1");
    pilot.tick(1);
    assertThat(reason(ask(1))).isEqualTo("/problems/not-known-yet");
    assertThat(reason(ask(2))).isEqualTo("/problems/not-known-yet");
    pilot.publish();
    assertThat(reason(ask(1))).isEqualTo("/problems/study-not-open");
    pilot.open(40);
    pilot.tick(1);
    pilot.tick(1);
    assertThat(pilot.history(1)).hasSize(2);
  }

  @Test
  void the_large_trial_waits_for_its_week_of_prompts_and_stratifies_by_attachment() {
    var trial = new Trial(harness, Bundles.study("abct-mbsr-tau"));
    trial.publish();
    trial.open(90);
    for (int i = 1; i <= 3; i++) {
      trial.enroll(i, "s" + i, "Europe/Madrid");
      trial.complete(i, "baseline", List.of("secure", "fearful", "").get(i - 1));
      trial.tick(i);
      assertThat(trial.history(i)).isEmpty();
      trial.end(i, "before");
      trial.tick(i);
    }
    assertThat(stratum(trial, 1)).isEqualTo("s1|secure");
    assertThat(stratum(trial, 2)).isEqualTo("s2|insecure");
    assertThat(stratum(trial, 3)).as("unknown: insecure").isEqualTo("s3|insecure");
  }

  private static String stratum(Trial trial, int number) {
    return ((ArmAllocated) trial.history(number).getFirst()).stratum();
  }

  @Test
  void the_seed_is_revealed_once_locked_and_the_list_can_be_derived_from_it() {
    pilot.publish();
    pilot.open(12);
    var commitment = get("/studies/kindness-pilot/commitment");
    assertThat(pilot.history().getFirst())
        .isEqualTo(
            new RandomizationCommitted(
                pilot.study, 1, commitment.getString("commitment"), "blocks-1", MARCH));
    for (int i = 1; i <= 12; i++) {
      pilot.prepare(i, i % 3 == 0 ? "s1" : "s2");
      pilot.tick(i);
    }
    assertThat(get("/studies/kindness-pilot/balance"))
        .isEqualTo(
            new JsonObject()
                .put("study", "kindness-pilot")
                .put("allocations", 12)
                .put("target", 12)
                .put("closed", "TARGET_REACHED")
                .put("strata", new JsonArray().add(at("s1", 4)).add(at("s2", 8))));
    pilot.close();
    assertThat(reason(reveal())).isEqualTo("/problems/not-locked");
    pilot.lock();
    var revealed = reveal();
    assertThat(revealed.status()).isEqualTo(200);
    assertThat(reveal()).isEqualTo(revealed);
    assertThat(pilot.history().stream().filter(e -> e instanceof SeedRevealed)).hasSize(1);
    var seed = HexFormat.of().parseHex(revealed.body().getString("seed"));
    var configuration = ConfigurationText.read(revealed.body().getString("configuration"));
    assertThat(Verification.isCommitted(seed, configuration, commitment.getString("commitment")))
        .isTrue();
    assertThat(Verification.verify(seed, configuration, Records.of(allocated(12)))).isEmpty();
    assertLaw(12);
  }

  @Test
  void who_may_not_ask_learns_nothing() {
    pilot.publish();
    pilot.open(40);
    pilot.prepare(1, "s1");
    var path = "/studies/kindness-pilot/participants/%s/allocation".formatted(Trial.participant(1));
    for (var role : Role.values()) {
      if (role == Role.ADMIN || role == Role.COORDINATOR) continue;
      assertThat(harness.as(role, "POST", path, new JsonObject()).status()).isIn(401, 403);
    }
    assertThat(harness.as(pilot.key(1), "POST", path, new JsonObject()).status()).isEqualTo(403);
    assertThat(
            harness
                .as(
                    Role.INVESTIGATOR,
                    "POST",
                    "/studies/kindness-pilot/seed-revelation",
                    new JsonObject().put("reason", "curious"))
                .status())
        .isEqualTo(403);
    assertThat(
            harness
                .as(Role.ADMIN, "POST", "/studies/kindness-pilot/seed-revelation", new JsonObject())
                .body()
                .getString("field"))
        .isEqualTo("reason");
    assertThat(
            harness
                .as(
                    Role.ADMIN,
                    "POST",
                    "/studies/kindness-pilot/participants/one/allocation",
                    new JsonObject())
                .status())
        .isEqualTo(400);
  }

  @Test
  void the_seed_is_nowhere_in_the_tables() {
    pilot.publish();
    pilot.open(40);
    pilot.close();
    pilot.lock();
    var seed = HexFormat.of().parseHex(reveal().body().getString("seed"));
    var sealed =
        harness
            .database()
            .inTransaction(
                connection ->
                    org.attune.platform.data.Sql.find(
                            connection,
                            "select sealed_seed from study_allocation",
                            row -> row.getBytes(1))
                        .orElseThrow());
    assertThat(HexFormat.of().formatHex(sealed)).doesNotContain(HexFormat.of().formatHex(seed));
    assertThat(harness.directory().resolve("randomization-seed.key")).exists();
  }

  private static JsonObject at(String site, int allocations) {
    return new JsonObject()
        .put("levels", new JsonObject().put("site", site))
        .put("allocations", allocations);
  }

  private Reply reveal() {
    return harness.as(
        Role.ADMIN,
        "POST",
        "/studies/kindness-pilot/seed-revelation",
        new JsonObject().put("reason", "the analysis begins"));
  }

  private JsonObject get(String path) {
    var reply = harness.as(Role.MONITOR, "GET", path, new JsonObject());
    assertThat(reply.status()).isEqualTo(200);
    return reply.body();
  }

  private List<ArmAllocated> allocated(int upTo) {
    var allocated = new ArrayList<ArmAllocated>();
    for (int i = 1; i <= upTo; i++) {
      for (var event : pilot.history(i)) if (event instanceof ArmAllocated a) allocated.add(a);
    }
    return allocated;
  }

  private void assertLaw(int upTo) {
    var rows = pilot.lawRows(upTo);
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
  }

  /** One request for each number from 1, all at the same time. */
  private static List<Reply> atOnce(int count, java.util.function.IntFunction<Reply> request)
      throws Exception {
    var calls = new ArrayList<Callable<Reply>>();
    for (int i = 1; i <= count; i++) {
      int number = i;
      calls.add(() -> request.apply(number));
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies = new ArrayList<Reply>();
      for (var future : executor.invokeAll(calls)) replies.add(future.get());
      return replies;
    }
  }
}
