package org.attune.ema.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ema.domain.OneSlot.ANN;
import static org.attune.ema.domain.OneSlot.AT_10;
import static org.attune.ema.domain.OneSlot.CLOSES;
import static org.attune.ema.domain.OneSlot.LATE_UNTIL;
import static org.attune.ema.domain.OneSlot.SLOT;
import static org.attune.ema.domain.OneSlot.STUDY;
import static org.attune.ema.domain.OneSlot.due;
import static org.attune.ema.domain.OneSlot.in;
import static org.attune.ema.domain.OneSlot.minute;
import static org.attune.ema.domain.OneSlot.over;
import static org.attune.ema.domain.OneSlot.pausedUntil;
import static org.attune.ema.domain.OneSlot.planned;
import static org.attune.ema.domain.OneSlot.refusedWith;
import static org.attune.ema.domain.OneSlot.sending;
import static org.attune.ema.domain.OneSlot.sent;
import static org.attune.ema.domain.OneSlot.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.ExpiryReason;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.Terms.Running;
import org.junit.jupiter.api.Test;

/** What time asks of a slot. {@link OneSlot} has the cast. */
class DueTest {
  private static final Duration MICRO = Duration.ofNanos(1_000);

  @Test
  void a_prompt_is_sent_from_its_time_on_and_not_before() {
    assertThat(due(planned(), terms(), AT_10.minus(MICRO))).isEqualTo(new SlotStep.Wait(AT_10));
    assertThat(due(planned(), terms(), AT_10)).isEqualTo(new SlotStep.Send());
    assertThat(due(planned(), terms(), CLOSES.minus(MICRO))).isEqualTo(new SlotStep.Send());
  }

  @Test
  void a_prompt_whose_outcome_is_unknown_is_asked_for_again() {
    assertThat(due(sending(), terms(), minute(1))).isEqualTo(new SlotStep.Send());
  }

  @Test
  void a_late_tick_lapses_a_prompt_that_was_never_sent() {
    assertThat(due(planned(), terms(), CLOSES)).isEqualTo(lapsed(CLOSES));
  }

  @Test
  void a_very_late_tick_lapses_and_expires_at_once() {
    assertThat(due(sent(), terms(), LATE_UNTIL))
        .isEqualTo(
            new SlotStep.Settle(
                List.of(
                    new PromptLapsed(STUDY, ANN, SLOT, LATE_UNTIL),
                    new PromptExpired(STUDY, ANN, SLOT, ExpiryReason.NOT_OPENED, LATE_UNTIL)),
                Optional.empty()));
  }

  @Test
  void a_prompt_that_no_channel_took_fails_when_its_window_closes_and_not_before() {
    assertThat(due(sending(), refusedWith("REJECTED"), CLOSES.minus(MICRO)))
        .isEqualTo(new SlotStep.Send());
    assertThat(due(sending(), refusedWith("REJECTED"), CLOSES))
        .isEqualTo(settled(new PromptFailed(STUDY, ANN, SLOT, "REJECTED", CLOSES)));
  }

  @Test
  void a_prompt_whose_outcome_stays_unknown_lapses() {
    assertThat(due(sending(), terms(), CLOSES)).isEqualTo(lapsed(CLOSES));
  }

  @Test
  void reminders_come_at_their_times_while_nothing_is_answered() {
    assertThat(due(sent(), terms(), minute(9))).isEqualTo(new SlotStep.Wait(minute(10)));
    assertThat(due(sent(), terms(), minute(10))).isEqualTo(new SlotStep.Remind(1));
    assertThat(due(reminded(1), terms(), minute(11))).isEqualTo(new SlotStep.Wait(minute(20)));
    assertThat(due(reminded(1), terms(), minute(20))).isEqualTo(new SlotStep.Remind(2));
    assertThat(due(reminded(2), terms(), minute(21))).isEqualTo(new SlotStep.Wait(CLOSES));
  }

  @Test
  void of_several_missed_reminders_only_the_last_is_sent() {
    assertThat(due(sent(), terms(), minute(25))).isEqualTo(new SlotStep.Remind(2));
  }

  @Test
  void a_slot_whose_time_comes_in_the_participants_pause_is_cancelled_and_at_its_end_is_sent() {
    assertThat(due(planned(), pausedUntil(AT_10.plusMillis(1)), AT_10))
        .isEqualTo(settled(cancelled(CancelReason.PAUSED, AT_10)));
    assertThat(due(planned(), pausedUntil(AT_10), AT_10)).isEqualTo(new SlotStep.Send());
    assertThat(due(sent(), pausedUntil(CLOSES), minute(10)))
        .as("no reminder either")
        .isEqualTo(due(sent(), terms(Running.PAUSED), minute(10)));
  }

  @Test
  void a_slot_whose_time_comes_while_the_study_is_paused_is_cancelled() {
    assertThat(due(planned(), terms(Running.PAUSED), AT_10))
        .isEqualTo(settled(cancelled(CancelReason.PAUSED, AT_10)));
  }

  @Test
  void a_pause_holds_what_is_under_way_and_sends_nothing() {
    assertThat(due(planned(), terms(Running.PAUSED), minute(-1)))
        .isEqualTo(new SlotStep.Wait(AT_10));
    assertThat(due(sending(), terms(Running.PAUSED), minute(1)))
        .isEqualTo(new SlotStep.Wait(CLOSES));
    assertThat(due(sent(), terms(Running.PAUSED), minute(10)))
        .isEqualTo(new SlotStep.Wait(minute(20)));
    assertThat(due(sent(), terms(Running.PAUSED), CLOSES)).isEqualTo(lapsed(CLOSES));
  }

  @Test
  void nothing_is_sent_in_quiet_hours() {
    var late = OneSlot.plan(Instant.parse("2026-03-02T20:50:00Z"));
    var slot = Slot.planned(late, late.slots().getFirst());
    var atTen = Instant.parse("2026-03-02T21:00:00Z"); // 22:00 in Madrid
    assertThat(due(slot, terms(), atTen.minus(MICRO))).isEqualTo(new SlotStep.Send());
    assertThat(due(slot, terms(), atTen)).isEqualTo(new SlotStep.Wait(slot.expiresAt()));
  }

  @Test
  void who_left_is_asked_nothing_and_a_closed_study_asks_nobody() {
    assertThat(due(sent(), over(CancelReason.LEFT), minute(10)))
        .isEqualTo(settled(cancelled(CancelReason.LEFT, minute(10))));
    assertThat(due(planned(), terms(Running.CLOSED), AT_10))
        .isEqualTo(settled(cancelled(CancelReason.STUDY_CLOSED, AT_10)));
  }

  @Test
  void a_lapsed_slot_waits_for_the_late_answers_time_and_says_why_it_expires() {
    var lapsed = in(SlotState.LAPSED);
    assertThat(due(lapsed, terms(), LATE_UNTIL.minus(MICRO)))
        .isEqualTo(new SlotStep.Wait(LATE_UNTIL));
    assertThat(due(lapsed, terms(), LATE_UNTIL)).isEqualTo(expired(ExpiryReason.NOT_OPENED));
    var opened = lapsed.next(new PromptOpened(STUDY, ANN, SLOT, minute(3), minute(3)));
    assertThat(due(opened, terms(), LATE_UNTIL))
        .isEqualTo(expired(ExpiryReason.OPENED_NOT_COMPLETED));
    var late =
        opened.next(
            new LateAnswerKept(
                STUDY, ANN, SLOT, OneSlot.ANSWER, List.of(), CLOSES, 0, CLOSES, CLOSES));
    assertThat(due(late, terms(), LATE_UNTIL)).isEqualTo(expired(ExpiryReason.COMPLETED_LATE));
  }

  @Test
  void a_lapsed_slot_of_who_left_was_asked_and_still_expires() {
    assertThat(due(in(SlotState.LAPSED), over(CancelReason.LEFT), LATE_UNTIL))
        .isEqualTo(expired(ExpiryReason.NOT_OPENED));
  }

  @Test
  void nothing_is_due_of_a_slot_that_has_ended() {
    for (var state : SlotState.values()) {
      if (!state.isTerminal()) continue;
      assertThat(due(in(state), terms(), LATE_UNTIL)).isEqualTo(new SlotStep.Nothing());
    }
  }

  private static Slot reminded(int reminder) {
    return sent()
        .next(
            new ReminderSent(
                STUDY,
                ANN,
                SLOT,
                reminder,
                "email",
                EmaEvent.DeliveryOutcome.ACCEPTED,
                minute(10 * reminder)));
  }

  private static PromptsCancelled cancelled(CancelReason reason, Instant at) {
    return new PromptsCancelled(STUDY, ANN, List.of(SLOT), reason, at);
  }

  private static SlotStep lapsed(Instant at) {
    return new SlotStep.Settle(
        List.of(new PromptLapsed(STUDY, ANN, SLOT, at)), Optional.of(LATE_UNTIL));
  }

  private static SlotStep expired(ExpiryReason reason) {
    return settled(new PromptExpired(STUDY, ANN, SLOT, reason, LATE_UNTIL));
  }

  private static SlotStep settled(EmaEvent event) {
    return new SlotStep.Settle(List.of(event), Optional.empty());
  }
}
