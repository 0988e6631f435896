package org.attune.ema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.domain.OneSlot.ANN;
import static org.attune.ema.domain.OneSlot.ANSWER;
import static org.attune.ema.domain.OneSlot.AT_10;
import static org.attune.ema.domain.OneSlot.CLOSES;
import static org.attune.ema.domain.OneSlot.LATE_UNTIL;
import static org.attune.ema.domain.OneSlot.OTHER_ANSWER;
import static org.attune.ema.domain.OneSlot.SLOT;
import static org.attune.ema.domain.OneSlot.STUDY;
import static org.attune.ema.domain.OneSlot.after;
import static org.attune.ema.domain.OneSlot.answer;
import static org.attune.ema.domain.OneSlot.events;
import static org.attune.ema.domain.OneSlot.in;
import static org.attune.ema.domain.OneSlot.minute;
import static org.attune.ema.domain.OneSlot.planned;
import static org.attune.ema.domain.OneSlot.sent;
import static org.attune.ema.domain.OneSlot.terms;
import static org.attune.ema.domain.OneSlot.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent.Arrival;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.Terms.Running;
import org.junit.jupiter.api.Test;

/** Which answers count. {@link OneSlot} has the cast. */
class AnswerTest {
  private static final Duration MILLI = Duration.ofMillis(1);

  @Test
  void an_answer_completed_and_received_in_the_window_counts_as_in_time() {
    var decided = events(answer(sent(), terms(), upload(ANSWER, minute(5), minute(5)), minute(5)));
    assertThat(decided).hasSize(1).first().isInstanceOf(PromptAnswered.class);
    var answered = (PromptAnswered) decided.getFirst();
    assertThat(answered.arrival()).isEqualTo(Arrival.IN_TIME);
    assertThat(answered.skewMillis()).isZero();
    assertThat(after(sent(), decided).state()).isEqualTo(SlotState.ANSWERED);
  }

  @Test
  void an_answer_counts_even_if_the_channel_never_took_the_prompt() {
    assertThat(answered(planned(), minute(1)).arrival()).isEqualTo(Arrival.IN_TIME);
    assertThat(answered(in(SlotState.SENDING), minute(1)).arrival()).isEqualTo(Arrival.IN_TIME);
  }

  @Test
  void an_answer_completed_in_the_window_and_received_later_is_a_late_upload() {
    var received = CLOSES.plus(Duration.ofDays(3));
    var decided =
        events(
            answer(
                in(SlotState.LAPSED),
                terms(),
                upload(ANSWER, CLOSES.minus(MILLI), received),
                received));
    assertThat(((PromptAnswered) decided.getFirst()).arrival()).isEqualTo(Arrival.LATE_UPLOAD);
  }

  @Test
  void the_moment_the_window_closes_is_too_late_to_complete() {
    var decided =
        events(answer(in(SlotState.LAPSED), terms(), upload(ANSWER, CLOSES, CLOSES), CLOSES));
    assertThat(decided).first().isInstanceOf(LateAnswerKept.class);
    var slot = after(in(SlotState.LAPSED), decided);
    assertThat(slot.state()).isEqualTo(SlotState.LAPSED);
    assertThat(slot.completedLate()).isTrue();
  }

  @Test
  void the_end_of_the_late_answers_time_is_too_late_to_arrive() {
    var completed = upload(ANSWER, minute(5), LATE_UNTIL);
    assertThat(events(answer(in(SlotState.LAPSED), terms(), completed, LATE_UNTIL)))
        .first()
        .isInstanceOf(LateAnswerKept.class);
  }

  @Test
  void a_device_whose_clock_is_an_hour_ahead_is_corrected() {
    var hour = Duration.ofHours(1);
    var decided =
        events(
            answer(
                sent(),
                terms(),
                upload(ANSWER, minute(5).plus(hour), minute(6).plus(hour)),
                minute(6)));
    var answered = (PromptAnswered) decided.getFirst();
    assertThat(answered.completedAt()).isEqualTo(minute(5));
    assertThat(answered.deviceCompletedAt()).isEqualTo(minute(5).plus(hour));
    assertThat(answered.skewMillis()).isEqualTo(hour.toMillis());
  }

  @Test
  void a_device_whose_clock_is_slow_gains_no_time() {
    var received = minute(40);
    var slow = upload(ANSWER, minute(25), minute(30)); // ten minutes behind
    assertThat(events(answer(in(SlotState.LAPSED), terms(), slow, received)))
        .first()
        .isInstanceOf(LateAnswerKept.class);
  }

  @Test
  void a_clock_that_is_years_off_is_corrected_like_any_other() {
    for (var off : List.of(Duration.ofDays(20_000), Duration.ofDays(-20_000))) {
      var upload = upload(ANSWER, minute(5).plus(off), minute(6).plus(off));
      var answered = (PromptAnswered) events(answer(sent(), terms(), upload, minute(6))).getFirst();
      assertThat(answered.completedAt()).isEqualTo(minute(5));
      assertThat(answered.deviceCompletedAt()).isEqualTo(minute(5).plus(off));
      assertThat(answered.skewMillis()).isEqualTo(off.toMillis());
    }
  }

  @Test
  void what_a_clock_set_back_since_completed_after_its_receipt_was_completed_by_then() {
    var hour = Duration.ofHours(1);
    var upload = upload(ANSWER, minute(5).plus(hour), minute(6)); // set right in between
    var answered = (PromptAnswered) events(answer(sent(), terms(), upload, minute(6))).getFirst();
    assertThat(answered.completedAt()).isEqualTo(minute(6));
    assertThat(answered.deviceCompletedAt()).isEqualTo(minute(5).plus(hour));
    assertThat(answered.skewMillis()).isZero();
  }

  @Test
  void a_clock_set_back_since_gains_no_time_once_the_window_has_closed() {
    var upload = upload(ANSWER, minute(50), minute(40));
    var kept =
        (LateAnswerKept)
            events(answer(in(SlotState.LAPSED), terms(), upload, minute(40))).getFirst();
    assertThat(kept.completedAt()).as("as the device says").isEqualTo(minute(50));
    assertThat(after(in(SlotState.LAPSED), List.of(kept)).completedLate()).isTrue();
  }

  @Test
  void what_was_completed_before_its_prompt_was_due_is_evidence() {
    var early = AT_10.minus(SlotRules.EARLY_MAX);
    var counts = answered(upload(ANSWER, early, minute(40)), minute(40));
    assertThat(((PromptAnswered) counts).completedAt()).isEqualTo(early);
    var known = AT_10.minus(SlotRules.KNOWN_AHEAD_MAX);
    for (var completed : List.of(early.minus(MILLI), known)) {
      for (var received : List.of(minute(5), minute(40))) {
        var kept = answered(upload(ANSWER, completed, received), received);
        assertThat(((LateAnswerKept) kept).completedAt()).isEqualTo(completed);
        assertThat(after(sent(), List.of(kept)).completedLate()).isFalse();
      }
    }
  }

  @Test
  void a_time_at_which_no_device_knew_the_prompt_says_nothing_and_the_receipt_decides() {
    var never = AT_10.minus(SlotRules.KNOWN_AHEAD_MAX).minus(MILLI);
    for (var completed : List.of(never, AT_10.minus(Duration.ofDays(20_000)))) {
      var counts = answered(upload(ANSWER, completed, minute(5)), minute(5));
      assertThat(((PromptAnswered) counts).completedAt()).isEqualTo(minute(5));
      assertThat(((PromptAnswered) counts).deviceCompletedAt()).isEqualTo(completed);
      var kept = answered(upload(ANSWER, completed, CLOSES), CLOSES);
      assertThat(((LateAnswerKept) kept).completedAt()).isEqualTo(completed);
    }
  }

  @Test
  void a_mark_that_cannot_be_has_the_time_of_its_receipt() {
    var years = AT_10.minus(Duration.ofDays(20_000));
    for (var at : List.of(years, minute(70))) {
      assertThat(events(SlotRules.show(STUDY, ANN, sent(), terms(), at, minute(3), minute(3))))
          .containsExactly(new PromptShown(STUDY, ANN, SLOT, minute(3), minute(3)));
      assertThat(events(SlotRules.open(STUDY, ANN, sent(), terms(), at, minute(3), minute(3))))
          .containsExactly(new PromptOpened(STUDY, ANN, SLOT, minute(3), minute(3)));
      var upload =
          new Upload(
              ANSWER, Completeness.COMPLETE, List.of(), Optional.of(at), minute(5), minute(6));
      assertThat(((PromptAnswered) answered(upload, minute(6))).openedAt()).contains(minute(5));
    }
  }

  @Test
  void the_same_answer_again_records_nothing() {
    var upload = upload(ANSWER, minute(5), minute(5));
    var slot = after(sent(), events(answer(sent(), terms(), upload, minute(5))));
    assertThat(events(answer(slot, terms(), upload, minute(6)))).isEmpty();
  }

  @Test
  void a_kept_answer_again_records_nothing() {
    var upload = upload(ANSWER, CLOSES, CLOSES);
    var lapsed = in(SlotState.LAPSED);
    var slot = after(lapsed, events(answer(lapsed, terms(), upload, CLOSES)));
    assertThat(events(answer(slot, terms(), upload, minute(60)))).isEmpty();
  }

  @Test
  void of_two_different_answers_the_first_counts_and_the_second_is_kept() {
    var first = upload(ANSWER, minute(5), minute(5));
    var slot = after(sent(), events(answer(sent(), terms(), first, minute(5))));
    var second =
        events(answer(slot, terms(), upload(OTHER_ANSWER, minute(6), minute(6)), minute(6)));
    assertThat(second).first().isInstanceOf(LateAnswerKept.class);
    var both = after(slot, second);
    assertThat(both.answerId()).isEqualTo(ANSWER);
    assertThat(both.kept()).containsExactly(OTHER_ANSWER);
    assertThat(both.completedLate()).isFalse();
  }

  @Test
  void an_answer_to_a_dismissed_or_failed_prompt_is_kept_as_evidence() {
    for (var state : List.of(SlotState.DECLINED, SlotState.FAILED, SlotState.EXPIRED)) {
      var upload = upload(ANSWER, minute(5), minute(40));
      assertThat(events(answer(in(state), terms(), upload, minute(40))))
          .first()
          .isInstanceOf(LateAnswerKept.class);
    }
  }

  @Test
  void nothing_is_taken_before_its_time_after_leaving_or_in_a_locked_study() {
    var upload = upload(ANSWER, minute(-1), minute(-1));
    assertRefused(answer(planned(), terms(), upload, minute(-1)), Refusal.NOT_DUE_YET);
    var left =
        sent().next(new PromptsCancelled(STUDY, ANN, List.of(SLOT), CancelReason.LEFT, minute(3)));
    var later = upload(ANSWER, minute(5), minute(5));
    assertRefused(answer(left, terms(), later, minute(5)), Refusal.SLOT_CANCELLED);
    var future =
        planned()
            .next(
                new PromptsCancelled(
                    STUDY, ANN, List.of(SLOT), CancelReason.STOPPED_PROMPTS, minute(-3)));
    assertRefused(answer(future, terms(), upload, minute(-1)), Refusal.SLOT_CANCELLED);
    var silent =
        sent()
            .next(
                new PromptsCancelled(
                    STUDY, ANN, List.of(SLOT), CancelReason.STOPPED_PROMPTS, minute(3)));
    assertThat(events(answer(silent, terms(), later, minute(5))))
        .first()
        .isInstanceOf(LateAnswerKept.class);
    assertRefused(answer(sent(), terms(Running.LOCKED), later, minute(5)), Refusal.STUDY_LOCKED);
  }

  @Test
  void a_prompt_is_dismissed_within_its_window_once() {
    var decided = events(SlotRules.dismiss(STUDY, ANN, sent(), terms(), minute(5)));
    assertThat(decided).containsExactly(new PromptDeclined(STUDY, ANN, SLOT, minute(5)));
    var slot = after(sent(), decided);
    assertThat(events(SlotRules.dismiss(STUDY, ANN, slot, terms(), minute(6)))).isEmpty();
    assertRefused(SlotRules.dismiss(STUDY, ANN, sent(), terms(), CLOSES), Refusal.WINDOW_CLOSED);
    assertRefused(
        SlotRules.dismiss(STUDY, ANN, planned(), terms(), AT_10.minus(MILLI)), Refusal.NOT_DUE_YET);
    assertRefused(
        SlotRules.dismiss(STUDY, ANN, in(SlotState.ANSWERED), terms(), minute(5)),
        Refusal.SLOT_ENDED);
  }

  @Test
  void only_the_first_showing_is_recorded_and_none_before_its_time_or_after_its_end() {
    var decided =
        events(SlotRules.show(STUDY, ANN, sent(), terms(), minute(2), minute(3), minute(3)));
    assertThat(decided).containsExactly(new PromptShown(STUDY, ANN, SLOT, minute(2), minute(3)));
    var slot = after(sent(), decided);
    assertThat(events(SlotRules.show(STUDY, ANN, slot, terms(), minute(4), minute(4), minute(4))))
        .isEmpty();
    assertRefused(
        SlotRules.show(STUDY, ANN, planned(), terms(), AT_10, AT_10, AT_10.minus(MILLI)),
        Refusal.NOT_DUE_YET);
    assertThat(
            events(
                SlotRules.show(
                    STUDY, ANN, in(SlotState.EXPIRED), terms(), minute(4), minute(4), minute(4))))
        .isEmpty();
  }

  @Test
  void only_the_first_opening_is_recorded() {
    var decided =
        events(SlotRules.open(STUDY, ANN, sent(), terms(), minute(2), minute(3), minute(3)));
    assertThat(decided).containsExactly(new PromptOpened(STUDY, ANN, SLOT, minute(2), minute(3)));
    var slot = after(sent(), decided);
    assertThat(events(SlotRules.open(STUDY, ANN, slot, terms(), minute(4), minute(4), minute(4))))
        .isEmpty();
  }

  private static EmaEvent answered(Upload upload, Instant received) {
    return events(answer(sent(), terms(), upload, received)).getFirst();
  }

  private static PromptAnswered answered(Slot slot, Instant at) {
    return (PromptAnswered) events(answer(slot, terms(), upload(ANSWER, at, at), at)).getFirst();
  }

  private static void assertRefused(Decision decision, Refusal reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
