package org.attune.ema.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.AvailabilityDecided;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.OptionDelivered;
import org.attune.ema.domain.EmaEvent.OptionDrawn;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptReported;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ReminderSent;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.jspecify.annotations.Nullable;

/**
 * One prompt of one participant as it stands; {@link SlotState} has the diagram.
 *
 * @param localDate the participant's day it belongs to
 * @param index which of that day, from 1
 * @param questionnaire what is asked, by code
 * @param protocolVersion by which it was planned last
 * @param reminders when it is reminded of, ascending
 * @param reminded the last reminder that was sent, from 1; 0 before the first
 * @param shownAt when a device first showed it, by corrected device time; null if none said so
 * @param openedAt by corrected device time; null if it was not opened
 * @param answerId the answer that counts
 * @param kept answers kept as evidence
 * @param completedLate true if an answer was completed after the window
 * @param reason of the terminal state; null before it
 * @param tellsArm true if some arms alone have its schedule, so that all its events are restricted
 */
public record Slot(
    UUID slotId,
    String schedule,
    LocalDate localDate,
    int index,
    String questionnaire,
    int protocolVersion,
    Instant scheduledAt,
    Instant expiresAt,
    List<Instant> reminders,
    SlotState state,
    int reminded,
    @Nullable Instant shownAt,
    @Nullable Instant openedAt,
    @Nullable UUID answerId,
    List<UUID> kept,
    boolean completedLate,
    @Nullable String reason,
    boolean tellsArm) {

  /** A slot that was just planned, of a schedule that everybody has. */
  public static Slot planned(PromptsPlanned plan, PlannedSlot slot) {
    return planned(plan, slot, false);
  }

  /** A slot that was just planned. */
  public static Slot planned(PromptsPlanned plan, PlannedSlot slot, boolean tellsArm) {
    return new Slot(
        slot.slotId(),
        plan.schedule(),
        plan.localDate(),
        slot.index(),
        plan.questionnaire(),
        plan.protocolVersion(),
        slot.scheduledAt(),
        slot.expiresAt(),
        slot.reminders(),
        SlotState.PLANNED,
        0,
        null,
        null,
        null,
        List.of(),
        false,
        null,
        tellsArm);
  }

  /** True if this answer was received before, counted or kept. */
  public boolean has(UUID answer) {
    return answer.equals(answerId) || kept.contains(answer);
  }

  /**
   * The slot after one more event about it.
   *
   * @throws IllegalStateException if {@link SlotState} has no such arrow: the history is corrupt
   */
  public Slot next(EmaEvent event) {
    return switch (event) {
      case PromptsPlanned plan when state == SlotState.PLANNED -> moved(plan);
      case PromptSent _ when state == SlotState.PLANNED || state == SlotState.SENDING ->
          in(SlotState.SENT, null);
      case ReminderSent e when state == SlotState.SENT -> reminded(e.reminder());
      case PromptShown e when !state.isTerminal() -> shown(e.shownAt());
      case PromptReported _ -> this;
      case PromptOpened e when !state.isTerminal() -> opened(e.openedAt());
      case PromptAnswered e when !state.isTerminal() -> answered(e);
      case LateAnswerKept e -> kept(e);
      case PromptDeclined _ when state.isOpen() -> in(SlotState.DECLINED, null);
      case PromptLapsed _ when state.isOpen() -> in(SlotState.LAPSED, null);
      case PromptExpired e when state == SlotState.LAPSED ->
          in(SlotState.EXPIRED, e.reason().name());
      case PromptFailed e when state == SlotState.PLANNED || state == SlotState.SENDING ->
          in(SlotState.FAILED, e.cause());
      case PromptsCancelled e when state.isOpen() -> in(SlotState.CANCELLED, e.reason().name());
      case PromptsPlanned _,
          PromptSent _,
          ReminderSent _,
          PromptShown _,
          PromptOpened _,
          PromptAnswered _,
          PromptDeclined _,
          PromptLapsed _,
          PromptExpired _,
          PromptFailed _,
          PromptsCancelled _,
          ScheduleEnded _,
          SafetyRuleMet _,
          AvailabilityDecided _,
          OptionDrawn _,
          OptionDelivered _ ->
          throw new IllegalStateException(
              "no arrow from " + state + " by " + event.getClass().getSimpleName());
    };
  }

  private Slot moved(PromptsPlanned plan) {
    for (var slot : plan.slots()) {
      if (slot.slotId().equals(slotId)) return planned(plan, slot, tellsArm).withMarksOf(this);
    }
    throw new IllegalStateException("the plan does not hold this slot");
  }

  private Slot withMarksOf(Slot before) {
    return new Slot(
        slotId,
        schedule,
        localDate,
        index,
        questionnaire,
        protocolVersion,
        scheduledAt,
        expiresAt,
        reminders,
        before.state,
        before.reminded,
        before.shownAt,
        before.openedAt,
        before.answerId,
        before.kept,
        before.completedLate,
        before.reason,
        tellsArm);
  }

  private Slot in(SlotState to, @Nullable String why) {
    return marked(to, reminded, shownAt, openedAt, answerId, kept, completedLate, why);
  }

  private Slot reminded(int reminder) {
    return marked(state, reminder, shownAt, openedAt, answerId, kept, completedLate, reason);
  }

  private Slot opened(Instant at) {
    return marked(
        state,
        reminded,
        shownAt,
        openedAt == null ? at : openedAt,
        answerId,
        kept,
        completedLate,
        reason);
  }

  private Slot shown(Instant at) {
    return marked(
        state,
        reminded,
        shownAt == null ? at : shownAt,
        openedAt,
        answerId,
        kept,
        completedLate,
        reason);
  }

  private Slot answered(PromptAnswered e) {
    return marked(
        SlotState.ANSWERED,
        reminded,
        shownAt,
        openedAt == null ? e.openedAt().orElse(null) : openedAt,
        e.answerId(),
        kept,
        completedLate,
        e.completeness().name());
  }

  private Slot kept(LateAnswerKept e) {
    var all = new ArrayList<>(kept);
    all.add(e.answerId());
    boolean late = !e.completedAt().isBefore(expiresAt);
    return marked(
        state,
        reminded,
        shownAt,
        openedAt,
        answerId,
        List.copyOf(all),
        completedLate || late,
        reason);
  }

  private Slot marked(
      SlotState to,
      int lastReminder,
      @Nullable Instant shown,
      @Nullable Instant opened,
      @Nullable UUID answer,
      List<UUID> evidence,
      boolean late,
      @Nullable String why) {
    return new Slot(
        slotId,
        schedule,
        localDate,
        index,
        questionnaire,
        protocolVersion,
        scheduledAt,
        expiresAt,
        reminders,
        to,
        lastReminder,
        shown,
        opened,
        answer,
        evidence,
        late,
        why,
        tellsArm);
  }
}
