package org.attune.ema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.EmaScenario.STUDY;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.Arrival;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptReported;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.domain.PassedOver;
import org.attune.ema.handle.Channel.Delivered;
import org.attune.ema.store.SlotStore;
import org.attune.enrollment.v1.DeliveryReported;
import org.attune.enrollment.v1.LeavingWay;
import org.attune.enrollment.v1.PauseChosen;
import org.attune.enrollment.v1.PromptHoursNarrowed;
import org.attune.enrollment.v1.PromptHoursWidened;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.token.Role;
import org.attune.studies.v1.StudyPaused;
import org.attune.studies.v1.StudyResumed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The service over PostgreSQL and Kafka. Each test has a participant of its own, enrolled in Madrid
 * on 2 March 2026: schedule {@code before} runs from the 3rd to the 9th, five prompts a day.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmaIT {
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final Duration DAY = Duration.ofDays(1);

  private EmaScenario scenario;
  private int participants;
  private EventKey ann;

  @BeforeAll
  void start() {
    scenario = new EmaScenario();
  }

  @AfterAll
  void stop() {
    scenario.close();
  }

  private void enrolled() {
    scenario.harness.clock().set(EmaScenario.START);
    scenario.reply = Optional.of(new Delivered("email", DeliveryOutcome.ACCEPTED));
    scenario.asked.clear();
    ann = scenario.enroll(++participants);
  }

  @AfterEach
  void the_tables_are_what_the_history_says() {
    scenario.assertLaw(ann);
  }

  @Test
  void enrolling_plans_each_local_day_of_the_schedule_once() {
    enrolled();
    scenario.enroll(participants); // the same fact again
    var plans = scenario.history(ann, PromptsPlanned.class);
    assertThat(plans).hasSize(7).allSatisfy(plan -> assertThat(plan.slots()).hasSize(5));
    assertThat(plans).extracting(PromptsPlanned::localDate).doesNotHaveDuplicates();
    assertThat(plans.getFirst().localDate()).isEqualTo(LocalDate.parse("2026-03-03"));
    assertThat(scenario.slots(ann))
        .allSatisfy(
            slot ->
                assertThat(LocalTime.ofInstant(slot.scheduledAt(), MADRID))
                    .isBetween(LocalTime.of(9, 0), LocalTime.of(21, 0)));
  }

  @Test
  void a_prompt_is_sent_reminded_of_and_answered() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt().minusSeconds(1));
    assertThat(scenario.asked).isEmpty();
    scenario.at(ann, slot.scheduledAt());
    scenario.at(ann, slot.scheduledAt().plusSeconds(660));
    assertThat(scenario.asked)
        .extracting(EmaScenario.Asked::occasion)
        .containsExactly("prompt", "reminder-1");
    assertThat(scenario.history(ann, PromptSent.class)).hasSize(1);
    assertThat(scenario.history(ann, ReminderSent.class)).hasSize(1);

    var now = scenario.harness.clock().now();
    var id = new UUID(7, 1);
    var body = scenario.answer(id, now.minusSeconds(5));
    var first = scenario.put(ann, slot.slotId(), "answer", body);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().getString("outcome")).isEqualTo("COUNTED");
    var again = scenario.put(ann, slot.slotId(), "answer", body);
    assertThat(again.body()).isEqualTo(first.body());
    var other = scenario.put(ann, slot.slotId(), "answer", scenario.answer(new UUID(7, 2), now));
    assertThat(other.body().getString("outcome")).isEqualTo("KEPT");

    assertThat(scenario.history(ann, PromptAnswered.class)).hasSize(1);
    assertThat(scenario.history(ann, LateAnswerKept.class)).hasSize(1);
    scenario.at(ann, slot.expiresAt().plusSeconds(60));
    assertThat(scenario.asked).hasSize(2); // no second reminder
    assertThat(scenario.history(ann, PromptLapsed.class)).isEmpty();
  }

  @Test
  void an_unanswered_prompt_lapses_and_expires_after_the_late_answers_time() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.expiresAt());
    assertThat(scenario.history(ann, PromptLapsed.class)).hasSize(1);
    scenario.at(ann, slot.expiresAt().plus(DAY.multipliedBy(14)).minusSeconds(1));
    assertThat(scenario.history(ann, PromptExpired.class)).isEmpty();
    scenario.at(ann, slot.expiresAt().plus(DAY.multipliedBy(14)));
    assertThat(scenario.history(ann, PromptExpired.class))
        .extracting(PromptExpired::slotId)
        .containsExactly(slot.slotId());
  }

  @Test
  void an_answer_from_a_phone_that_was_offline_counts_as_a_late_upload() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.expiresAt().plus(Duration.ofHours(5)));
    var completed = slot.scheduledAt().plusSeconds(120);
    var reply =
        scenario.put(ann, slot.slotId(), "answer", scenario.answer(new UUID(8, 1), completed));
    assertThat(reply.body().getString("outcome")).isEqualTo("COUNTED");
    assertThat(scenario.history(ann, PromptAnswered.class))
        .extracting(PromptAnswered::arrival)
        .containsExactly(Arrival.LATE_UPLOAD);
  }

  @Test
  void the_schedule_ends_when_its_last_window_has_closed_after_its_last_slot() {
    enrolled();
    var last = scenario.slots(ann).getLast();
    scenario.at(ann, last.expiresAt().minusSeconds(1));
    assertThat(scenario.history(ann, ScheduleEnded.class)).isEmpty();
    scenario.at(ann, last.expiresAt());
    assertThat(scenario.history(ann).getLast()).isInstanceOf(ScheduleEnded.class);
    assertThat(scenario.history(ann, PromptLapsed.class)).hasSize(35);
    scenario.at(ann, last.expiresAt().plus(DAY.multipliedBy(15)));
    assertThat(scenario.history(ann, PromptExpired.class)).hasSize(35);
    assertThat(scenario.nextDue(ann)).isEmpty();
  }

  @Test
  void after_an_outage_nothing_is_sent_late() {
    enrolled();
    scenario.jump(ann, Instant.parse("2026-04-30T12:00:00Z"));
    assertThat(scenario.asked).isEmpty();
    assertThat(scenario.history(ann, PromptExpired.class)).hasSize(35);
    assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(1);
    assertThat(scenario.nextDue(ann)).isEmpty();
  }

  @Test
  void a_prompt_that_is_refused_is_tried_again_and_fails_at_the_end_of_its_window() {
    enrolled();
    scenario.reply = Optional.of(new Delivered("email", DeliveryOutcome.REJECTED));
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.expiresAt());
    assertThat(scenario.asked).hasSizeGreaterThan(3);
    assertThat(scenario.history(ann, PromptSent.class)).isEmpty();
    assertThat(scenario.history(ann, PromptFailed.class))
        .extracting(PromptFailed::cause)
        .containsExactly("REJECTED");
  }

  @Test
  void a_prompt_without_a_reply_is_asked_for_again_until_one_comes() {
    enrolled();
    scenario.reply = Optional.empty();
    var slot = scenario.slots(ann).getFirst();
    var asked = new ArrayList<Integer>();
    for (int seconds : List.of(19, 20, 59, 60, 139, 140, 299, 300, 459)) {
      scenario.at(ann, slot.scheduledAt().plusSeconds(seconds));
      asked.add(scenario.asked.size());
    }
    assertThat(asked).containsExactly(1, 2, 2, 3, 3, 4, 4, 5, 5);
    scenario.reply = Optional.of(new Delivered("none", DeliveryOutcome.NO_CHANNEL));
    scenario.at(ann, slot.scheduledAt().plusSeconds(460));
    assertThat(scenario.history(ann, PromptSent.class))
        .extracting(PromptSent::outcome)
        .containsExactly(DeliveryOutcome.NO_CHANNEL);
  }

  @Test
  void what_may_have_been_taken_counts_as_sent_and_is_not_asked_for_again() {
    enrolled();
    scenario.reply = Optional.of(new Delivered("sms", DeliveryOutcome.UNCERTAIN));
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt().plusSeconds(119));
    assertThat(scenario.asked).hasSize(1);
    assertThat(scenario.history(ann, PromptSent.class))
        .extracting(PromptSent::outcome)
        .containsExactly(DeliveryOutcome.UNCERTAIN);
    scenario.assertLaw(ann);
  }

  @Test
  void a_channel_that_asks_for_patience_is_left_alone_but_not_beyond_the_window() {
    enrolled();
    var patience = Optional.of(Duration.ofMinutes(20));
    scenario.reply =
        Optional.of(
            new Delivered(
                "web-push", DeliveryOutcome.FAILED, Optional.empty(), List.of(), patience));
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.expiresAt());
    assertThat(scenario.asked).hasSize(2);
    assertThat(scenario.history(ann, PromptFailed.class).getFirst().claimedAt())
        .contains(slot.scheduledAt().plus(Duration.ofMinutes(20)));
  }

  @Test
  void the_story_of_a_prompt_has_each_step_with_its_time_and_its_cause() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    var at = slot.scheduledAt();
    scenario.reply =
        Optional.of(
            new Delivered(
                "email",
                DeliveryOutcome.ACCEPTED,
                Optional.of(at),
                List.of(new PassedOver("web-push", "gone", "http-410", at)),
                Optional.empty()));
    var path = EmaScenario.path(ann, slot.slotId(), "showing");
    var showing = new JsonObject().put("shownAt", at.toString()).put("deviceNow", at.toString());
    assertThat(scenario.harness.as(ann, "PUT", path, showing).status()).isEqualTo(409);
    scenario.at(ann, at);
    for (int i = 0; i < 2; i++) {
      assertThat(scenario.put(ann, slot.slotId(), "showing", showing).status()).isEqualTo(200);
    }
    assertThat(scenario.history(ann, PromptShown.class)).hasSize(1);
    scenario.apply(
        DeliveryReported.newBuilder()
            .setStudy(STUDY)
            .setParticipantId(ann.participantId())
            .setMessageId(slot.slotId().toString())
            .setOccasion("prompt")
            .setChannel("sms")
            .setStatus(org.attune.enrollment.v1.ReportStatus.DELIVERED)
            .setReportedAt(at)
            .setAt(at)
            .build());
    assertThat(scenario.history(ann, PromptReported.class)).hasSize(1);
    scenario.assertLaw(ann);
    var staff = EmaScenario.path(ann, slot.slotId(), "story");
    var story = scenario.harness.as(Role.DATA_MANAGER, "GET", staff, new JsonObject()).body();
    var steps = new ArrayList<String>();
    for (var step : story.getJsonArray("chain")) {
      var json = (JsonObject) step;
      steps.add(json.getString("step") + " " + json.getString("cause"));
    }
    assertThat(steps)
        .containsExactly(
            "planned version 1", "claimed due", "sent email", "accepted email", "shown device");
    assertThat(story.getJsonArray("events").encode())
        .contains("\"passedOver\":[{\"channel\":\"web-push\"", "\"status\":\"DELIVERED\"");
  }

  @Test
  void who_left_is_asked_nothing_more() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt());
    scenario.leave(ann);
    var cancelled = scenario.history(ann, PromptsCancelled.class);
    assertThat(cancelled).hasSize(1);
    assertThat(cancelled.getFirst().slotIds()).hasSize(35);
    assertThat(cancelled.getFirst().reason()).isEqualTo(CancelReason.LEFT);
    assertThat(scenario.nextDue(ann)).isEmpty();
    var now = scenario.harness.clock().now();
    var late = scenario.put(ann, slot.slotId(), "answer", scenario.answer(new UUID(9, 1), now));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.body().getString("type")).isEqualTo("/problems/slot-cancelled");
  }

  @Test
  void who_stopped_prompts_is_asked_nothing_more_and_the_schedule_ends_in_its_time() {
    enrolled();
    var slots = scenario.slots(ann);
    var met = slots.getFirst();
    scenario.at(ann, met.scheduledAt());
    var answered = scenario.harness.clock().now();
    scenario.leave(ann, LeavingWay.STOP_PROMPTS);
    scenario.leave(ann, LeavingWay.STOP_PROMPTS);
    var cancelled = scenario.history(ann, PromptsCancelled.class);
    assertThat(cancelled).hasSize(1);
    assertThat(cancelled.getFirst().slotIds()).hasSize(35);
    assertThat(cancelled.getFirst().reason()).isEqualTo(CancelReason.STOPPED_PROMPTS);
    var kept = scenario.put(ann, met.slotId(), "answer", scenario.answer(new UUID(9, 1), answered));
    assertThat(kept.body().getString("outcome")).isEqualTo("KEPT");
    int asked = scenario.asked.size();
    scenario.at(ann, slots.getLast().expiresAt().minusSeconds(1));
    assertThat(scenario.history(ann, ScheduleEnded.class)).isEmpty();
    scenario.at(ann, slots.getLast().expiresAt());
    assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(1);
    assertThat(scenario.asked).hasSize(asked);
    scenario.leave(ann);
    var late = scenario.answer(new UUID(9, 2), answered);
    assertThat(scenario.put(ann, met.slotId(), "answer", late).status()).isEqualTo(409);
    assertThat(scenario.nextDue(ann)).isEmpty();
  }

  @Test
  void slots_whose_time_comes_in_a_pause_are_cancelled_and_later_ones_sent() {
    enrolled();
    var slots = scenario.slots(ann);
    var at = scenario.harness.clock().now();
    scenario.apply(StudyPaused.newBuilder().setStudy(STUDY).setReason("check").setAt(at).build());
    try {
      scenario.at(ann, slots.get(1).scheduledAt());
      assertThat(scenario.asked).isEmpty();
      assertThat(scenario.history(ann, PromptsCancelled.class))
          .hasSize(2)
          .allSatisfy(e -> assertThat(e.reason()).isEqualTo(CancelReason.PAUSED));
    } finally {
      scenario.apply(StudyResumed.newBuilder().setStudy(STUDY).setReason("fine").setAt(at).build());
    }
    scenario.at(ann, slots.get(2).scheduledAt());
    assertThat(scenario.asked).hasSize(1);
  }

  @Test
  void another_zone_moves_what_was_not_sent_and_keeps_its_ids() {
    enrolled();
    var before = scenario.slots(ann);
    scenario.at(ann, before.get(6).scheduledAt());
    scenario.apply(
        ZoneChanged.newBuilder()
            .setStudy(STUDY)
            .setParticipantId(ann.participantId())
            .setZone("America/New_York")
            .setAt(scenario.harness.clock().now())
            .build());
    var after = scenario.slots(ann);
    assertThat(after).hasSameSizeAs(before);
    for (var slot : after) {
      var was = before.stream().filter(s -> s.slotId().equals(slot.slotId())).findFirst();
      boolean sent = !was.orElseThrow().scheduledAt().isAfter(scenario.harness.clock().now());
      var moved = Duration.between(was.get().scheduledAt(), slot.scheduledAt());
      // Clocks go forward in New York on the 8th and in Madrid not before the 29th.
      assertThat(moved)
          .isIn(sent ? List.of(Duration.ZERO) : List.of(Duration.ofHours(6), Duration.ofHours(5)));
    }
    scenario.at(ann, after.getLast().expiresAt());
    assertThat(scenario.history(ann, PromptSent.class)).hasSize(35);
    assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(1);
  }

  @Test
  void going_east_loses_what_has_passed_there() {
    enrolled();
    var before = scenario.slots(ann);
    scenario.at(ann, Instant.parse("2026-03-04T08:30:00Z")); // 21:30 in Auckland
    scenario.apply(
        ZoneChanged.newBuilder()
            .setStudy(STUDY)
            .setParticipantId(ann.participantId())
            .setZone("Pacific/Auckland")
            .setAt(scenario.harness.clock().now())
            .build());
    var dropped = scenario.history(ann, PromptsCancelled.class);
    assertThat(dropped).hasSize(1);
    assertThat(dropped.getFirst().reason()).isEqualTo(CancelReason.REPLANNED);
    var unsent =
        before.subList(5, 10).stream()
            .filter(s -> s.scheduledAt().isAfter(scenario.harness.clock().now()));
    assertThat(dropped.getFirst().slotIds())
        .containsExactlyInAnyOrderElementsOf(unsent.map(s -> s.slotId()).toList());
  }

  private void narrowed() {
    scenario.apply(
        PromptHoursNarrowed.newBuilder()
            .setStudy(STUDY)
            .setParticipantId(ann.participantId())
            .setFrom("10:00")
            .setUntil("18:00")
            .setAt(scenario.harness.clock().now())
            .build());
  }

  @Test
  void narrowed_hours_move_the_prompts_into_them() {
    enrolled();
    narrowed();
    assertThat(scenario.slots(ann))
        .hasSize(35)
        .allSatisfy(
            slot ->
                assertThat(LocalTime.ofInstant(slot.scheduledAt(), MADRID))
                    .isBetween(LocalTime.of(10, 0), LocalTime.of(17, 59)));
  }

  @Test
  void all_hours_again_plan_as_if_they_had_never_been_narrowed() {
    enrolled();
    var before = scenario.slots(ann).stream().map(slot -> slot.scheduledAt()).toList();
    narrowed();
    assertThat(scenario.slots(ann).stream().map(slot -> slot.scheduledAt())).isNotEqualTo(before);
    scenario.apply(
        PromptHoursWidened.newBuilder()
            .setStudy(STUDY)
            .setParticipantId(ann.participantId())
            .setAt(scenario.harness.clock().now())
            .build());
    assertThat(scenario.slots(ann).stream().map(slot -> slot.scheduledAt()))
        .containsExactlyElementsOf(before);
  }

  private void pause(Instant until) {
    scenario.apply(
        PauseChosen.newBuilder()
            .setStudy(STUDY)
            .setParticipantId(ann.participantId())
            .setUntil(until)
            .setAt(scenario.harness.clock().now())
            .build());
  }

  @Test
  void prompts_that_fall_into_a_pause_are_cancelled_and_those_after_it_are_sent() {
    enrolled();
    var slots = scenario.slots(ann);
    scenario.at(ann, slots.get(0).expiresAt());
    pause(slots.get(2).scheduledAt().plusSeconds(1));
    scenario.at(ann, slots.get(3).expiresAt());
    assertThat(scenario.history(ann, PromptSent.class))
        .extracting(PromptSent::slotId)
        .containsExactly(slots.get(0).slotId(), slots.get(3).slotId());
    assertThat(scenario.history(ann, PromptsCancelled.class))
        .allSatisfy(e -> assertThat(e.reason()).isEqualTo(CancelReason.PAUSED))
        .flatExtracting(PromptsCancelled::slotIds)
        .containsExactly(slots.get(1).slotId(), slots.get(2).slotId());
  }

  @Test
  void who_ends_a_pause_is_prompted_again() {
    enrolled();
    var slots = scenario.slots(ann);
    pause(slots.get(4).expiresAt());
    scenario.at(ann, slots.get(0).expiresAt());
    pause(scenario.harness.clock().now());
    scenario.at(ann, slots.get(1).expiresAt());
    assertThat(scenario.history(ann, PromptSent.class))
        .extracting(PromptSent::slotId)
        .containsExactly(slots.get(1).slotId());
  }

  @Test
  void the_horizon_moves_a_day_each_day() {
    enrolled();
    scenario.at(ann, scenario.slots(ann).getLast().expiresAt());
    var today = LocalDate.ofInstant(scenario.harness.clock().now(), MADRID);
    scenario.randomize(ann, today); // daily begins eight weeks later
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(7);
    var first = today.plusWeeks(8);
    scenario.at(ann, first.minusDays(15).atTime(12, 0).atZone(MADRID).toInstant());
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(7);
    scenario.at(ann, first.minusDays(14).atTime(12, 0).atZone(MADRID).toInstant());
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(8);
    scenario.at(ann, first.minusDays(12).atTime(12, 0).atZone(MADRID).toInstant());
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(10);
    scenario.at(ann, first.plusDays(40).atTime(12, 0).atZone(MADRID).toInstant());
    assertThat(scenario.history(ann, PromptsPlanned.class)).hasSize(21);
    assertThat(scenario.history(ann, ScheduleEnded.class)).hasSize(2);
    assertThat(scenario.slots(ann)).hasSize(105);
    assertThat(scenario.nextDue(ann)).isEmpty();
  }

  @Test
  void a_randomization_that_arrives_before_the_enrollment_waits_for_it() {
    scenario.harness.clock().set(EmaScenario.START);
    ann = EventKey.of(STUDY, new UUID(0, ++participants));
    scenario.randomize(ann, EmaScenario.CONSENTED);
    assertThat(scenario.history(ann)).isEmpty();
    scenario.enroll(participants);
    scenario.at(ann, Instant.parse("2026-04-20T12:00:00Z"));
    assertThat(scenario.history(ann, PromptsPlanned.class))
        .extracting(PromptsPlanned::schedule)
        .contains("before", "daily");
  }

  @Test
  void an_answer_that_does_not_fit_is_refused_with_its_field() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt());
    var now = scenario.harness.clock().now();
    var body = scenario.answer(new UUID(10, 1), now);
    assertField(slot.slotId(), body.copy(), "items[2].number", 2, "number", 101);
    assertField(slot.slotId(), body.copy(), "items[0].item", 0, "item", "momentary_unknown");
    assertField(slot.slotId(), body.copy(), "items[0].number", 0, "number", "high");
    assertField(slot.slotId(), body.copy(), "items[1]", 1, "text", "both");
    for (var time :
        List.of("2200-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "+999999999-01-01T00:00:00Z")) {
      for (var field : List.of("completedAt", "deviceNow", "openedAt")) {
        var never = body.copy().put(field, time);
        assertThat(scenario.put(ann, slot.slotId(), "answer", never).body().getString("field"))
            .isEqualTo(field);
      }
      assertField(slot.slotId(), body.copy(), "items[0].shownAt", 0, "shownAt", time);
    }
    var partial = body.copy();
    partial.getJsonArray("items").remove(0);
    assertThat(scenario.put(ann, slot.slotId(), "answer", partial).status()).isEqualTo(200);
    assertThat(scenario.history(ann, PromptAnswered.class))
        .extracting(PromptAnswered::completeness)
        .containsExactly(EmaEvent.Completeness.PARTIAL);
  }

  @Test
  void no_answer_is_refused_for_its_clock() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt());
    var now = scenario.harness.clock().now();
    var last = Instant.parse("2199-12-31T23:59:59.999Z");
    var counted =
        scenario.put(ann, slot.slotId(), "answer", scenario.answer(new UUID(10, 1), last));
    assertThat(counted.body().getString("outcome")).isEqualTo("COUNTED");
    var furthest =
        scenario.answer(new UUID(10, 2), Instant.EPOCH, last).put("openedAt", last.toString());
    var kept = scenario.put(ann, slot.slotId(), "answer", furthest);
    assertThat(kept.body().getString("outcome")).isEqualTo("KEPT");
    assertThat(scenario.history(ann, PromptAnswered.class).getFirst().completedAt()).isEqualTo(now);
    assertThat(scenario.history(ann, LateAnswerKept.class).getFirst().completedAt())
        .isEqualTo(Instant.EPOCH.minus(Duration.between(now, last)));
  }

  private void assertField(
      UUID slot, JsonObject body, String named, int index, String field, Object value) {
    body.getJsonArray("items").getJsonObject(index).put(field, value);
    var reply = scenario.put(ann, slot, "answer", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().getString("field")).isEqualTo(named);
  }

  @Test
  void a_participant_sees_what_is_due_and_its_draft_and_nobody_elses() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt());
    var now = scenario.harness.clock().now();
    var opening = new JsonObject().put("openedAt", now.toString()).put("deviceNow", now.toString());
    assertThat(scenario.put(ann, slot.slotId(), "opening", opening).status()).isEqualTo(200);
    var draft =
        new JsonObject()
            .put("items", new JsonArray().add(new JsonObject().put("item", "momentary_distress")));
    assertThat(scenario.put(ann, slot.slotId(), "draft", draft).status()).isEqualTo(200);

    var path = "/studies/%s/participants/%s/prompts".formatted(STUDY, ann.participant());
    var reply = scenario.harness.as(ann, "GET", path, new JsonObject());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().getJsonArray("due")).hasSize(1);
    var due = reply.body().getJsonArray("due").getJsonObject(0);
    assertThat(due.getString("slot")).isEqualTo(slot.slotId().toString());
    assertThat(due.getJsonObject("draft")).isEqualTo(draft);
    assertThat(due.getString("openedAt")).isEqualTo(now.toString());
    assertThat(reply.body().getJsonArray("next")).hasSizeBetween(4, 6);
    var items =
        reply
            .body()
            .getJsonObject("questionnaires")
            .getJsonObject("momentary")
            .getJsonArray("items");
    assertThat(items).hasSize(8);
    assertThat(items.getJsonObject(0).getString("text")).startsWith("¿Cuánto malestar");

    var bob = EventKey.of(STUDY, new UUID(5, 5));
    assertThat(scenario.harness.as(bob, "GET", path, new JsonObject()).status()).isEqualTo(404);
    var staff = EmaScenario.path(ann, slot.slotId(), "story");
    assertThat(scenario.harness.as(Role.MONITOR, "GET", staff, new JsonObject()).status())
        .isEqualTo(403);
    var story = scenario.harness.as(Role.DATA_MANAGER, "GET", staff, new JsonObject());
    var names = new ArrayList<String>();
    for (var event : story.body().getJsonArray("events")) {
      names.add(((JsonObject) event).getString("event"));
    }
    assertThat(names).containsExactly("PromptsPlanned", "PromptSent", "PromptOpened");
  }

  @Test
  void a_dismissed_prompt_is_declined_and_counted_so() {
    enrolled();
    var slot = scenario.slots(ann).getFirst();
    scenario.at(ann, slot.scheduledAt());
    var path = EmaScenario.path(ann, slot.slotId(), "dismissal");
    assertThat(scenario.harness.as(ann, "POST", path, new JsonObject()).status()).isEqualTo(200);
    assertThat(scenario.harness.as(ann, "POST", path, new JsonObject()).status()).isEqualTo(200);
    var compliance =
        scenario.harness.as(
            Role.MONITOR, "GET", "/studies/" + STUDY + "/compliance", new JsonObject());
    var body = compliance.body();
    assertThat(body.getLong("declined")).isPositive();
    assertThat(body.getLong("planned"))
        .isEqualTo(
            body.getLong("answered")
                + body.getLong("declined")
                + body.getLong("expired")
                + body.getLong("cancelled")
                + body.getLong("failed")
                + body.getLong("pending"));
  }

  @Test
  void a_study_that_nobody_published_has_no_compliance() {
    var none =
        scenario.harness.as(Role.MONITOR, "GET", "/studies/nowhere/compliance", new JsonObject());
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.body().getString("type")).isEqualTo("/problems/not-found");
  }

  @Test
  void a_prompt_is_found_for_its_participant_and_for_nobody_who_asks_beside_them() {
    enrolled();
    var other = scenario.enroll(++participants);
    var slot = scenario.slots(ann).getFirst().slotId();
    var own = new SlotStore.Wanted(ann, slot);
    var wanted = List.of(new SlotStore.Wanted(other, slot), own);
    var found =
        scenario
            .harness
            .database()
            .inTransaction(c -> SlotStore.byWanted(Sql.query(c, new SlotStore().finding(wanted))));
    assertThat(found).containsOnlyKeys(own);
  }

  @Test
  void answers_that_come_together_are_each_answered_for_themselves() throws Exception {
    enrolled();
    int others = 11;
    var people = new ArrayList<EventKey>(List.of(ann));
    for (int i = 0; i < others; i++) people.add(scenario.enroll(++participants));
    for (var person : people) {
      scenario.at(person, scenario.slots(person).getFirst().scheduledAt());
    }
    scenario.harness.clock().set(scenario.harness.clock().now().plus(DAY));
    var foreign = scenario.slots(people.get(2)).getFirst().slotId();
    Callable<List<Integer>> sendAll =
        () -> {
          try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Future<Integer>>();
            for (int i = 0; i < people.size(); i++) {
              var person = people.get(i);
              var own = scenario.slots(person).getFirst();
              var slot = i == 1 ? foreign : own.slotId();
              var body = scenario.answer(new UUID(7, 1), own.scheduledAt().plusSeconds(60));
              if (i == 3) body.getJsonArray("items").getJsonObject(0).put("number", 100_000);
              replies.add(
                  threads.submit(() -> scenario.put(person, slot, "answer", body).status()));
            }
            var statuses = new ArrayList<Integer>();
            for (var reply : replies) statuses.add(reply.get());
            return statuses;
          }
        };
    var expected = new ArrayList<>(Collections.nCopies(people.size(), 200));
    expected.set(1, 404);
    expected.set(3, 400);

    assertThat(sendAll.call()).isEqualTo(expected);
    assertThat(sendAll.call()).isEqualTo(expected); // the same once more
    for (int i = 0; i < people.size(); i++) {
      assertThat(scenario.history(people.get(i), PromptAnswered.class))
          .hasSize(expected.get(i) == 200 ? 1 : 0);
      scenario.assertLaw(people.get(i));
    }
  }
}
