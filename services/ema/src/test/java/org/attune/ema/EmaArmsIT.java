package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.PlannedSlot;
import org.attune.ema.handle.Channel.Delivered;
import org.attune.enrollment.v1.DeliveryReported;
import org.attune.enrollment.v1.ReportStatus;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.interventions.v1.Attendance;
import org.attune.interventions.v1.AttendanceRecorded;
import org.attune.interventions.v1.EngagementRecorded;
import org.attune.interventions.v1.ModuleKind;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.junit.jupiter.api.Test;

/**
 * Schedules of some arms in the trial of abct, mbsr and tau: {@code evening} is asked in abct alone
 * from randomization on, {@code after} in abct and mbsr once session s1 was done. Ann is in abct,
 * Ben in tau, both randomized on 9 March 2026.
 */
class EmaArmsIT {
  private static final LocalDate RANDOMIZED = LocalDate.parse("2026-03-09");
  private static final Instant MARCH_09 = Instant.parse("2026-03-09T21:30:00Z");
  private static final Instant MARCH_10_NIGHT = Instant.parse("2026-03-10T22:00:00Z");

  private static final String SCHEDULES =
      """
        - id: evening
          arms: [abct]
          from: {after: randomization, at: P1D}
          for: P3D
          prompts: {at: ["20:00"]}
          expires: PT30M
          remind: [PT10M]
          questionnaire: momentary
        - id: after
          arms: [abct, mbsr]
          from: {after: session.s1.done, at: P1D}
          for: P2D
          prompts: {at: ["12:00"]}
          expires: PT30M
          questionnaire: momentary
      """;

  private static UnaryOperator<String> schedules() {
    return text ->
        text.replace("interventions: interventions/", SCHEDULES + "interventions: interventions/");
  }

  private static EventKey randomized(EmaScenario scenario, int number, String arm) {
    var key = scenario.enroll(number);
    scenario.at(key, MARCH_09);
    scenario.allocate(key, arm, RANDOMIZED); // either may come first
    scenario.randomize(key, RANDOMIZED);
    return key;
  }

  private static List<PlannedSlot> slots(EmaScenario scenario, EventKey key, String schedule) {
    return scenario.history(key, PromptsPlanned.class).stream()
        .filter(plan -> plan.schedule().equals(schedule))
        .flatMap(plan -> plan.slots().stream())
        .toList();
  }

  /** Types of events on a topic, as they stand in the history. */
  private static TreeSet<String> on(EmaScenario scenario, EventKey key, String topic) {
    return scenario
        .harness
        .database()
        .inTransaction(
            c ->
                new TreeSet<>(
                    Sql.query(
                        c,
                        "select type from history where study = ? and participant = ? and topic ="
                            + " ?",
                        row -> row.getString("type"),
                        key.study(),
                        key.participant(),
                        topic)));
  }

  private static JsonArray listed(EmaScenario scenario, EventKey key, String list) {
    var path =
        "/studies/%s/participants/%s/prompts?hours=72".formatted(key.study(), key.participant());
    return scenario.harness.as(key, "GET", path, new JsonObject()).body().getJsonArray(list);
  }

  @Test
  void only_participants_of_the_arm_are_asked_and_a_restricted_topic_tells_it() {
    try (var scenario = new EmaScenario(schedules())) {
      var ann = randomized(scenario, 1, "abct");
      var ben = randomized(scenario, 2, "tau");
      assertThat(slots(scenario, ann, "evening"))
          .extracting(PlannedSlot::scheduledAt)
          .containsExactly(
              Instant.parse("2026-03-10T19:00:00Z"),
              Instant.parse("2026-03-11T19:00:00Z"),
              Instant.parse("2026-03-12T19:00:00Z"));
      assertThat(slots(scenario, ben, "evening")).isEmpty();
      assertThat(on(scenario, ann, "ema.restricted.v1")).containsExactly("PromptsPlanned");
      scenario.at(ann, Instant.parse("2026-03-10T19:05:00Z"));
      var first = slots(scenario, ann, "evening").getFirst().slotId();
      var answer = scenario.answer(new UUID(5, 5), scenario.harness.clock().now());
      assertThat(scenario.put(ann, first, "answer", answer).status()).isEqualTo(200);
      scenario.at(ann, Instant.parse("2026-03-27T22:00:00Z"));
      scenario.at(ben, Instant.parse("2026-03-27T22:00:00Z"));
      assertThat(on(scenario, ann, "ema.restricted.v1"))
          .containsExactly(
              "PromptAnswered",
              "PromptExpired",
              "PromptLapsed",
              "PromptSent",
              "PromptsPlanned",
              "ReminderSent",
              "ScheduleEnded");
      assertThat(on(scenario, ben, "ema.restricted.v1")).isEmpty();
      scenario.assertLaw(ann);
    }
  }

  @Test
  void nothing_is_planned_until_the_arm_is_known() {
    try (var scenario = new EmaScenario(schedules())) {
      var ann = scenario.enroll(1);
      scenario.at(ann, MARCH_09);
      scenario.randomize(ann, RANDOMIZED);
      assertThat(slots(scenario, ann, "evening")).isEmpty();
      scenario.allocate(ann, "abct", RANDOMIZED);
      scenario.allocate(ann, "abct", RANDOMIZED);
      assertThat(slots(scenario, ann, "evening")).hasSize(3);
    }
  }

  @Test
  void a_schedule_counts_from_the_first_time_that_a_session_was_done() {
    try (var scenario = new EmaScenario(schedules())) {
      var ann = randomized(scenario, 1, "abct");
      var ben = randomized(scenario, 2, "tau");
      scenario.at(ann, MARCH_10_NIGHT);
      engage(scenario, ann, 60);
      assertThat(slots(scenario, ann, "after")).as("not to the end").isEmpty();
      engage(scenario, ann, 100);
      engage(scenario, ann, 100);
      engage(scenario, ben, 100);
      assertThat(slots(scenario, ann, "after"))
          .extracting(PlannedSlot::scheduledLocal)
          .containsExactly("2026-03-11T12:00:00", "2026-03-12T12:00:00");
      assertThat(slots(scenario, ben, "after")).isEmpty();
      var cyn = randomized(scenario, 3, "mbsr");
      attend(scenario, cyn, Attendance.ABSENT);
      assertThat(slots(scenario, cyn, "after")).isEmpty();
      attend(scenario, cyn, Attendance.PARTIAL);
      assertThat(slots(scenario, cyn, "after"))
          .as("from the day of the session, not of its record")
          .extracting(PlannedSlot::scheduledLocal)
          .containsExactly("2026-03-11T12:00:00");
      scenario.assertLaw(ann);
      scenario.assertLaw(cyn);
    }
  }

  private static void engage(EmaScenario scenario, EventKey key, int percent) {
    var now = scenario.harness.clock().now();
    scenario.apply(
        EngagementRecorded.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setEngagementId(new UUID(9, percent))
            .setProgramme("abct")
            .setModule("s1")
            .setKind(ModuleKind.SESSION)
            .setStartedAt(now.minus(Duration.ofHours(1)))
            .setEndedAt(now)
            .setSeconds(3_600)
            .setCompletionPercent(percent)
            .setReceivedAt(now)
            .setAt(now)
            .build());
  }

  private static void attend(EmaScenario scenario, EventKey key, Attendance attendance) {
    scenario.apply(
        AttendanceRecorded.newBuilder()
            .setStudy(key.study())
            .setParticipantId(key.participantId())
            .setGroupId(new UUID(8, 8))
            .setProgramme("mbsr")
            .setSession("s1")
            .setHeldOn(LocalDate.parse("2026-03-09"))
            .setAttendance(attendance)
            .setRecordedBy("facilitator-1")
            .setAt(scenario.harness.clock().now())
            .build());
  }

  @Test
  void staff_are_shown_no_prompt_that_tells_the_arm_and_the_participant_is() {
    try (var scenario = new EmaScenario(schedules())) {
      var ann = randomized(scenario, 1, "abct");
      assertThat(listed(scenario, ann, "next")).hasSize(3);
      var prompts = "/studies/%s/participants/%s/prompts".formatted(ann.study(), ann.participant());
      for (var role : List.of(Role.ADMIN, Role.COORDINATOR, Role.DATA_MANAGER)) {
        var seen = scenario.harness.as(role, "GET", prompts + "?hours=72", new JsonObject()).body();
        assertThat(seen.getJsonArray("next")).isEmpty();
        assertThat(seen.getJsonObject("questionnaires").fieldNames()).isEmpty();
      }
      var slot = slots(scenario, ann, "evening").getFirst().slotId();
      var story = prompts + "/" + slot + "/story";
      assertThat(scenario.harness.as(Role.DATA_MANAGER, "GET", story, new JsonObject()).status())
          .isEqualTo(404);
      var compliance =
          scenario
              .harness
              .as(Role.ADMIN, "GET", "/studies/abct-mbsr-tau/compliance", new JsonObject())
              .body();
      assertThat(compliance.encode()).doesNotContain("evening");
      assertThat(compliance.getInteger("planned")).isEqualTo(35);
    }
  }

  @Test
  void who_leaves_or_moves_is_treated_alike_in_words_that_no_public_topic_carries() {
    try (var scenario = new EmaScenario(schedules())) {
      var ann = randomized(scenario, 1, "abct");
      scenario.apply(
          ZoneChanged.newBuilder()
              .setStudy(ann.study())
              .setParticipantId(ann.participantId())
              .setZone("Europe/Lisbon")
              .setAt(scenario.harness.clock().now())
              .build());
      assertThat(slots(scenario, ann, "evening"))
          .extracting(PlannedSlot::scheduledAt)
          .contains(Instant.parse("2026-03-10T20:00:00Z"));
      scenario.leave(ann);
      var cancelled = scenario.history(ann, PromptsCancelled.class);
      assertThat(cancelled.getLast().reason()).isEqualTo(CancelReason.LEFT);
      assertThat(cancelled.getLast().slotIds())
          .hasSize(3)
          .hasSameElementsAs(
              slots(scenario, ann, "evening").stream().map(PlannedSlot::slotId).toList());
      assertThat(on(scenario, ann, "ema.restricted.v1"))
          .containsExactly("PromptsCancelled", "PromptsPlanned");
      scenario.assertLaw(ann);
    }
  }

  @Test
  void what_a_gateway_reports_of_such_a_prompt_is_restricted_too() {
    try (var scenario = new EmaScenario(schedules())) {
      scenario.reply = Optional.of(new Delivered("sms", DeliveryOutcome.ACCEPTED));
      var ann = randomized(scenario, 1, "abct");
      scenario.at(ann, Instant.parse("2026-03-10T19:01:00Z"));
      var slot = slots(scenario, ann, "evening").getFirst().slotId();
      assertThat(scenario.history(ann, PromptSent.class))
          .extracting(PromptSent::slotId)
          .contains(slot);
      scenario.harness.awaitApplied(
          scenario
              .harness
              .foreign()
              .publishRestricted(
                  DeliveryReported.newBuilder()
                      .setStudy(ann.study())
                      .setParticipantId(ann.participantId())
                      .setMessageId(slot.toString())
                      .setOccasion("prompt")
                      .setChannel("sms")
                      .setStatus(ReportStatus.DELIVERED)
                      .setAt(scenario.harness.clock().now())
                      .build()));
      assertThat(on(scenario, ann, "ema.restricted.v1")).contains("PromptReported");
      assertThat(on(scenario, ann, "ema.v1")).doesNotContain("PromptReported");
    }
  }
}
