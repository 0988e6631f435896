package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.PlannedSlot;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.event.EventKey;
import org.attune.testkit.harness.ServiceHarness;
import org.junit.jupiter.api.Test;

/** Schedules that count from other things, give way, or wait for the participant. */
class EmaSchedulesIT {
  private static final Instant MARCH_04_NOON = Instant.parse("2026-03-04T11:00:00Z");

  private static UnaryOperator<String> with(String schedule) {
    return text ->
        text.replace("interventions: interventions/", schedule + "interventions: interventions/");
  }

  private static String schedule(String id, String from, String rest) {
    return "  - {id: %s, from: {after: %s}, for: P7D, expires: PT30M, questionnaire: momentary, %s}\n"
        .formatted(id, from, rest);
  }

  private static void complete(EmaScenario scenario, EventKey key, String assessment) {
    scenario.apply(
        VisitCompleted.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setVisitId(new UUID(7, 7))
            .setAssessment(assessment)
            .setScores(List.of())
            .setAt(scenario.harness.clock().now())
            .build());
  }

  private static List<PromptsPlanned> plans(EmaScenario scenario, EventKey key, String schedule) {
    return scenario.history(key, PromptsPlanned.class).stream()
        .filter(plan -> plan.schedule().equals(schedule))
        .toList();
  }

  @Test
  void a_schedule_counts_from_the_first_completion_of_an_assessment() {
    var after = schedule("after", "baseline.complete, at: P1D", "prompts: {at: [\"12:00\"]}");
    try (var scenario = new EmaScenario(with(after))) {
      var early = EventKey.of(EmaScenario.STUDY, new UUID(0, 1));
      complete(scenario, early, "baseline"); // before this service hears of the enrollment
      assertThat(scenario.history(early)).isEmpty();
      scenario.enroll(1);
      var ann = scenario.enroll(2);
      assertThat(plans(scenario, early, "after")).hasSize(7);
      assertThat(plans(scenario, ann, "after")).isEmpty();
      scenario.at(ann, Instant.parse("2026-03-05T23:30:00Z")); // the 6th in Madrid
      complete(scenario, ann, "baseline");
      complete(scenario, ann, "baseline");
      complete(scenario, ann, "mid");
      assertThat(plans(scenario, ann, "after"))
          .hasSize(7)
          .extracting(PromptsPlanned::localDate)
          .startsWith(LocalDate.parse("2026-03-07"))
          .doesNotHaveDuplicates();
      scenario.assertLaw(ann);
      scenario.assertLaw(early);
    }
  }

  @Test
  void a_schedule_counts_from_the_end_of_another() {
    var after = schedule("after", "ema.before.ended, at: P2D", "prompts: {at: [\"12:00\"]}");
    try (var scenario = new EmaScenario(with(after))) {
      var ann = scenario.enroll(1);
      var last = scenario.slots(ann).getLast().expiresAt();
      scenario.at(ann, last.minusSeconds(1));
      assertThat(plans(scenario, ann, "after")).isEmpty();
      scenario.at(ann, last);
      assertThat(plans(scenario, ann, "after"))
          .hasSize(7)
          .extracting(PromptsPlanned::localDate)
          .startsWith(LocalDate.parse("2026-03-11"));
      scenario.at(ann, Instant.parse("2026-03-17T11:30:00Z"));
      assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(2);
      scenario.assertLaw(ann);
    }
  }

  @Test
  void a_running_schedule_gives_way_to_one_above_it_that_begins_later() {
    var below =
        schedule(
            "below",
            "consent, at: P1D",
            "distance: PT20M, prompts: {random: 6, between: \"09:00\", and: \"21:00\", apart:"
                + " PT40M}");
    var above =
        schedule("above", "baseline.complete, at: P1D", "prompts: {at: [\"12:00\", \"17:00\"]}");
    try (var scenario = new EmaScenario(with(above + below))) {
      var ann = scenario.enroll(1);
      scenario.at(ann, MARCH_04_NOON);
      var before = scenario.slots(ann);
      complete(scenario, ann, "baseline");
      var fixed =
          plans(scenario, ann, "above").stream().flatMap(plan -> plan.slots().stream()).toList();
      assertThat(fixed).hasSize(14);
      var moved =
          plans(scenario, ann, "below").stream().flatMap(plan -> plan.slots().stream()).toList();
      var latest = new LinkedHashMap<UUID, PlannedSlot>();
      for (var slot : moved) latest.put(slot.slotId(), slot);
      assertThat(latest).hasSize(42);
      assertThat(moved.size()).as("some had to move").isGreaterThan(42);
      for (var slot : latest.values()) {
        for (var other : fixed) {
          assertThat(Duration.between(slot.scheduledAt(), other.scheduledAt()).abs())
              .isGreaterThanOrEqualTo(Duration.ofMinutes(20));
        }
      }
      assertThat(scenario.history(ann, PromptsCancelled.class)).isEmpty();
      assertThat(scenario.slots(ann)).hasSize(before.size() + 14);
      scenario.assertLaw(ann);
    }
  }

  @Test
  void who_flies_east_is_not_asked_again_sooner_than_the_schedule_allows() {
    try (var scenario = new EmaScenario()) {
      var ann = scenario.enroll(1);
      scenario.at(ann, scenario.slots(ann).get(6).scheduledAt());
      for (var zone : List.of("Asia/Dubai", "Europe/Madrid", "Asia/Kolkata", "Europe/Lisbon")) {
        scenario.apply(
            ZoneChanged.newBuilder()
                .setStudy(ann.study())
                .setParticipantId(ann.participantId())
                .setZone(zone)
                .setAt(scenario.harness.clock().now())
                .build());
        scenario.at(ann, scenario.harness.clock().now().plus(Duration.ofHours(19)));
      }
      scenario.at(ann, Instant.parse("2026-03-12T11:00:00Z"));
      var sent = scenario.history(ann, PromptSent.class);
      assertThat(sent).hasSizeGreaterThan(15);
      for (int i = 1; i < sent.size(); i++) {
        assertThat(Duration.between(sent.get(i - 1).at(), sent.get(i).at()))
            .isGreaterThanOrEqualTo(Duration.ofMinutes(90));
      }
      scenario.assertLaw(ann);
    }
  }

  private static JsonObject start(Instant startedAt, Instant deviceNow) {
    return new JsonObject()
        .put("schedule", "conflict")
        .put("startedAt", startedAt.toString())
        .put("deviceNow", deviceNow.toString());
  }

  private static ServiceHarness.Reply put(
      EmaScenario scenario, EventKey key, UUID slot, JsonObject body) {
    var path =
        "/studies/%s/participants/%s/prompts/%s".formatted(key.study(), key.participant(), slot);
    return scenario.harness.as(key, "PUT", path, body);
  }

  /** What a device makes: of version 4. */
  private static UUID made(int number) {
    return new UUID(0x4000L | ((long) number << 16), 0x8000_0000_0000_0000L);
  }

  private static final String CONFLICT =
      schedule(
          "conflict",
          "consent, at: P1D",
          "prompts: {started-by: participant, most: 3, apart: PT1H}");

  @Test
  void a_participant_starts_a_prompt_when_something_happens_within_its_limits() {
    try (var scenario = new EmaScenario(with(CONFLICT))) {
      var ann = scenario.enroll(1);
      var now = scenario.harness.clock().now();
      assertThat(put(scenario, ann, made(1), start(now, now)).status())
          .as("too early")
          .isEqualTo(409);
      scenario.at(ann, MARCH_04_NOON);
      now = MARCH_04_NOON;
      assertThat(put(scenario, ann, new UUID(0x8000L, 1), start(now, now)).status()).isEqualTo(400);
      var first = put(scenario, ann, made(2), start(now, now));
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.body().getString("expiresAt")).isEqualTo("2026-03-04T11:30:00Z");
      assertThat(put(scenario, ann, made(2), start(now, now)).status()).as("twice").isEqualTo(200);
      var soon = put(scenario, ann, made(3), start(now, now));
      assertThat(soon.status()).isEqualTo(409);
      assertThat(soon.body().getString("type")).endsWith("started-too-soon");
      assertThat(
              scenario.put(ann, made(2), "answer", scenario.answer(new UUID(5, 5), now)).status())
          .isEqualTo(200);
      for (int hours = 1; hours <= 2; hours++) {
        scenario.at(ann, MARCH_04_NOON.plus(Duration.ofHours(hours)));
        now = scenario.harness.clock().now();
        assertThat(put(scenario, ann, made(3 + hours), start(now, now)).status()).isEqualTo(200);
      }
      scenario.at(ann, MARCH_04_NOON.plus(Duration.ofHours(4)));
      now = scenario.harness.clock().now();
      var fourth = put(scenario, ann, made(9), start(now, now));
      assertThat(fourth.body().getString("type")).endsWith("too-many-started");
      assertThat(scenario.asked)
          .extracting(EmaScenario.Asked::slot)
          .doesNotContain(made(2), made(4));
      assertThat(plans(scenario, ann, "conflict"))
          .extracting(plan -> plan.slots().getFirst().index())
          .containsExactly(1, 2, 3);
      assertThat(scenario.history(ann, PromptAnswered.class)).hasSize(1);
      scenario.assertLaw(ann);
    }
  }

  @Test
  void an_id_under_which_somebody_started_is_nobody_elses() {
    try (var scenario = new EmaScenario(with(CONFLICT))) {
      var ann = scenario.enroll(1);
      var bea = scenario.enroll(2);
      for (var key : List.of(ann, bea)) scenario.at(key, MARCH_04_NOON);
      var now = MARCH_04_NOON;
      assertThat(put(scenario, ann, made(1), start(now, now)).status()).isEqualTo(200);
      var taken = put(scenario, bea, made(1), start(now, now));
      assertThat(taken.status()).isEqualTo(409);
      assertThat(taken.body().getString("type")).endsWith("not-startable");
      assertThat(taken.body().getString("detail")).contains("under this id");
      assertThat(plans(scenario, bea, "conflict")).isEmpty();
      assertThat(put(scenario, bea, made(2), start(now, now)).status()).isEqualTo(200);
      assertThat(put(scenario, ann, made(1), start(now, now)).status()).isEqualTo(200);
    }
  }

  @Test
  void of_two_who_start_under_one_id_at_once_one_is_refused() throws Exception {
    try (var scenario = new EmaScenario(with(CONFLICT));
        var callers = Executors.newFixedThreadPool(4)) {
      var people = new ArrayList<EventKey>();
      for (int i = 1; i <= 4; i++) people.add(scenario.enroll(i));
      for (var key : people) scenario.at(key, MARCH_04_NOON);
      var calls = new ArrayList<Callable<Integer>>();
      for (var key : people) {
        calls.add(() -> put(scenario, key, made(1), start(MARCH_04_NOON, MARCH_04_NOON)).status());
      }
      var statuses = new ArrayList<Integer>();
      for (var call : callers.invokeAll(calls)) statuses.add(call.get());
      assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
    }
  }

  @Test
  void a_phone_that_was_offline_says_later_what_was_started_and_answered() {
    try (var scenario = new EmaScenario(with(CONFLICT))) {
      var ann = scenario.enroll(1);
      scenario.at(ann, MARCH_04_NOON.plus(Duration.ofDays(2)));
      var now = scenario.harness.clock().now();
      var skewed = now.plus(Duration.ofHours(3)); // the phone's clock is wrong
      var started = MARCH_04_NOON.plus(Duration.ofHours(3));
      assertThat(put(scenario, ann, made(1), start(started, skewed)).status()).isEqualTo(200);
      scenario.at(ann, now); // its window closed long ago
      var answer = scenario.answer(new UUID(5, 5), started.plus(Duration.ofMinutes(2)), skewed);
      var reply = scenario.put(ann, made(1), "answer", answer);
      assertThat(reply.body().getString("outcome")).isEqualTo("COUNTED");
      assertThat(scenario.history(ann, PromptOpened.class))
          .extracting(PromptOpened::openedAt)
          .containsExactly(MARCH_04_NOON);
      assertThat(plans(scenario, ann, "conflict"))
          .extracting(PromptsPlanned::localDate)
          .containsExactly(LocalDate.parse("2026-03-04"));
      scenario.at(ann, Instant.parse("2026-03-09T22:59:59Z"));
      assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(1); // the other one
      scenario.at(ann, Instant.parse("2026-03-09T23:00:00Z"));
      assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(2);
      var late =
          put(
              scenario,
              ann,
              made(3),
              start(scenario.harness.clock().now(), scenario.harness.clock().now()));
      assertThat(late.body().getString("type")).endsWith("not-startable");
      scenario.leave(ann);
      var gone =
          put(
              scenario,
              ann,
              made(4),
              start(scenario.harness.clock().now(), scenario.harness.clock().now()));
      assertThat(gone.body().getString("type")).endsWith("slot-cancelled");
      assertThat(scenario.history(ann, PromptsCancelled.class))
          .allSatisfy(e -> assertThat(e.reason()).isEqualTo(CancelReason.LEFT));
      scenario.assertLaw(ann);
    }
  }

  @Test
  void the_app_learns_what_may_be_started_and_from_when() {
    try (var scenario = new EmaScenario(with(CONFLICT))) {
      var ann = scenario.enroll(1);
      var path = "/studies/%s/participants/%s/prompts".formatted(ann.study(), ann.participant());
      assertThat(
              scenario
                  .harness
                  .as(ann, "GET", path, new JsonObject())
                  .body()
                  .getJsonArray("startable"))
          .isEmpty();
      scenario.at(ann, MARCH_04_NOON);
      put(scenario, ann, made(1), start(MARCH_04_NOON, MARCH_04_NOON));
      var startable =
          scenario
              .harness
              .as(ann, "GET", path, new JsonObject())
              .body()
              .getJsonArray("startable")
              .getJsonObject(0);
      assertThat(startable.getInteger("startedToday")).isEqualTo(1);
      assertThat(startable.getInteger("most")).isEqualTo(3);
      assertThat(startable.getString("from")).isEqualTo("2026-03-04T12:00:00Z");
    }
  }
}
