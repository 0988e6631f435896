package org.attune.ema.domain;

import static org.attune.ema.domain.Decision.accept;
import static org.attune.ema.domain.Decision.refuse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.Arrival;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.ExpiryReason;
import org.attune.ema.domain.EmaEvent.LateAnswerKept;
import org.attune.ema.domain.EmaEvent.PromptAnswered;
import org.attune.ema.domain.EmaEvent.PromptDeclined;
import org.attune.ema.domain.EmaEvent.PromptExpired;
import org.attune.ema.domain.EmaEvent.PromptFailed;
import org.attune.ema.domain.EmaEvent.PromptLapsed;
import org.attune.ema.domain.EmaEvent.PromptOpened;
import org.attune.ema.domain.EmaEvent.PromptShown;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.Terms.Running;

/**
 * Decides what becomes of one slot. Pure and total: same arguments, same decision, no exception.
 *
 * <p>A window is closed from its {@code expiresAt} on. The deadline is for the person and not for
 * the network: what counts is when an answer was completed by corrected device time.
 */
public final class SlotRules {
  /**
   * How long before its prompt is due an answer may be completed, by corrected device time, and
   * still count: a device without a network shows a prompt by its own clock.
   */
  public static final Duration EARLY_MAX = Duration.ofMinutes(5);

  /** How long before it is due a device may know a prompt; nothing happens to it before that. */
  public static final Duration KNOWN_AHEAD_MAX = Duration.ofHours(72);

  private SlotRules() {}

  /** What time asks for: sending, reminding, closing, ending, or patience. */
  public static SlotStep due(String study, UUID participant, Slot slot, Terms terms, Instant now) {
    return switch (slot.state()) {
      case ANSWERED, DECLINED, EXPIRED, CANCELLED, FAILED -> new SlotStep.Nothing();
      case LAPSED ->
          now.isBefore(terms.lateUntil())
              ? new SlotStep.Wait(terms.lateUntil())
              : settle(expired(study, participant, slot, now));
      case PLANNED, SENDING, SENT -> {
        var ending = terms.ending();
        if (ending.isPresent()) {
          yield settle(cancelled(study, participant, slot, ending.get(), now));
        }
        yield now.isBefore(slot.expiresAt())
            ? withinWindow(study, participant, slot, terms, now)
            : closed(study, participant, slot, terms, now);
      }
    };
  }

  private static SlotStep withinWindow(
      String study, UUID participant, Slot slot, Terms terms, Instant now) {
    if (now.isBefore(slot.scheduledAt())) return new SlotStep.Wait(slot.scheduledAt());
    boolean silent = terms.isPaused(now) || terms.isQuiet(now);
    if (slot.state() == SlotState.SENT) {
      int reminder = reminderDue(slot, now);
      return reminder > slot.reminded() && !silent
          ? new SlotStep.Remind(reminder)
          : new SlotStep.Wait(afterSending(slot, now));
    }
    if (slot.state() == SlotState.PLANNED && terms.isPaused(now)) {
      return settle(cancelled(study, participant, slot, CancelReason.PAUSED, now));
    }
    return silent ? new SlotStep.Wait(slot.expiresAt()) : new SlotStep.Send();
  }

  /** Never sent late: a window that closed unsent lapses like any other. */
  private static SlotStep closed(
      String study, UUID participant, Slot slot, Terms terms, Instant now) {
    if (slot.state() == SlotState.SENDING && terms.refusal().isPresent()) {
      return settle(
          new PromptFailed(
              study, participant, slot.slotId(), terms.refusal().get(), now, terms.claimedAt()));
    }
    var lapsed = new PromptLapsed(study, participant, slot.slotId(), now);
    return now.isBefore(terms.lateUntil())
        ? new SlotStep.Settle(List.of(lapsed), Optional.of(terms.lateUntil()))
        : new SlotStep.Settle(
            List.of(lapsed, expired(study, participant, slot, now)), Optional.empty());
  }

  /** The last reminder whose time has come; those before it are passed over. 0 if none. */
  private static int reminderDue(Slot slot, Instant now) {
    int due = 0;
    for (var at : slot.reminders()) if (!now.isBefore(at)) due++;
    return due;
  }

  /** When a slot that was sent is next due: its next reminder, else the end of its window. */
  public static Instant afterSending(Slot slot, Instant now) {
    for (var at : slot.reminders()) if (at.isAfter(now)) return at;
    return slot.expiresAt();
  }

  /** A device showed the prompt. Only the first time is recorded, and never after the end. */
  public static Decision show(
      String study,
      UUID participant,
      Slot slot,
      Terms terms,
      Instant shownAt,
      Instant deviceNow,
      Instant now) {
    if (slot.state().isTerminal() || slot.shownAt() != null) return accept();
    if (terms.running() == Running.LOCKED) return locked();
    if (now.isBefore(slot.scheduledAt())) return notDue(slot);
    var at = happened(slot, shownAt, deviceNow, now);
    return accept(new PromptShown(study, participant, slot.slotId(), at, now));
  }

  /** The participant opened the prompt. Only the first time is recorded. */
  public static Decision open(
      String study,
      UUID participant,
      Slot slot,
      Terms terms,
      Instant openedAt,
      Instant deviceNow,
      Instant now) {
    if (slot.state().isTerminal() || slot.openedAt() != null) return accept();
    if (terms.running() == Running.LOCKED) return locked();
    if (now.isBefore(slot.scheduledAt())) return notDue(slot);
    var at = happened(slot, openedAt, deviceNow, now);
    return accept(new PromptOpened(study, participant, slot.slotId(), at, now));
  }

  /**
   * An answer arrived. The first that was completed in the window counts; others are kept with the
   * time that the device says, however absurd. If that cannot be, its receipt says when it was
   * completed.
   */
  public static Decision answer(
      String study, UUID participant, Slot slot, Terms terms, Upload upload, Instant now) {
    if (slot.has(upload.answerId())) return accept();
    if (terms.running() == Running.LOCKED) return locked();
    boolean isDue = !now.isBefore(slot.scheduledAt());
    if (slot.state() == SlotState.CANCELLED && (!isDue || hasLeft(slot, terms))) {
      return cancelledAlready();
    }
    if (!isDue) return notDue(slot);
    long skewMillis = Upload.skewMillis(upload.deviceNow(), now);
    var completedAt = happened(slot, upload.completedAt(), upload.deviceNow(), now);
    boolean counts =
        !slot.state().isTerminal()
            && !completedAt.isBefore(slot.scheduledAt().minus(EARLY_MAX))
            && completedAt.isBefore(slot.expiresAt())
            && now.isBefore(terms.lateUntil());
    if (!counts) {
      return accept(
          new LateAnswerKept(
              study,
              participant,
              slot.slotId(),
              upload.answerId(),
              upload.items(),
              Upload.corrected(upload.completedAt(), skewMillis),
              skewMillis,
              now,
              now));
    }
    return accept(
        new PromptAnswered(
            study,
            participant,
            slot.slotId(),
            upload.answerId(),
            upload.completeness(),
            upload.items(),
            upload.openedAt().map(at -> opened(slot, at, completedAt, upload.deviceNow(), now)),
            completedAt,
            upload.completedAt(),
            skewMillis,
            now,
            now.isBefore(slot.expiresAt()) ? Arrival.IN_TIME : Arrival.LATE_UPLOAD,
            now));
  }

  /** When something happened to the prompt, by corrected device time where that can be. */
  public static Instant happened(Slot slot, Instant device, Instant deviceNow, Instant now) {
    return Upload.happened(device, deviceNow, now, slot.scheduledAt().minus(KNOWN_AHEAD_MAX));
  }

  private static Instant opened(
      Slot slot, Instant device, Instant completedAt, Instant deviceNow, Instant now) {
    var at = happened(slot, device, deviceNow, now);
    return at.isAfter(completedAt) ? completedAt : at;
  }

  /** The participant dismissed the prompt. */
  public static Decision dismiss(
      String study, UUID participant, Slot slot, Terms terms, Instant now) {
    return switch (slot.state()) {
      case DECLINED -> accept();
      case ANSWERED -> refuse(Refusal.SLOT_ENDED, "The prompt was answered.");
      case CANCELLED -> cancelledAlready();
      case LAPSED, EXPIRED, FAILED -> windowClosed(slot);
      case PLANNED, SENDING, SENT -> {
        if (terms.running() == Running.LOCKED) yield locked();
        if (now.isBefore(slot.scheduledAt())) yield notDue(slot);
        if (!now.isBefore(slot.expiresAt())) yield windowClosed(slot);
        yield accept(new PromptDeclined(study, participant, slot.slotId(), now));
      }
    };
  }

  /** Whether a draft may be saved: as long as an answer could still count. */
  public static Decision draft(Slot slot, Terms terms, Instant now) {
    return switch (slot.state()) {
      case CANCELLED -> cancelledAlready();
      case ANSWERED -> refuse(Refusal.SLOT_ENDED, "The prompt was answered.");
      case DECLINED, EXPIRED, FAILED -> windowClosed(slot);
      case PLANNED, SENDING, SENT, LAPSED -> {
        if (terms.running() == Running.LOCKED) yield locked();
        yield now.isBefore(slot.scheduledAt()) ? notDue(slot) : accept();
      }
    };
  }

  private static PromptExpired expired(String study, UUID participant, Slot slot, Instant now) {
    var reason =
        slot.completedLate()
            ? ExpiryReason.COMPLETED_LATE
            : slot.openedAt() != null ? ExpiryReason.OPENED_NOT_COMPLETED : ExpiryReason.NOT_OPENED;
    return new PromptExpired(study, participant, slot.slotId(), reason, now);
  }

  private static PromptsCancelled cancelled(
      String study, UUID participant, Slot slot, CancelReason reason, Instant now) {
    return new PromptsCancelled(study, participant, List.of(slot.slotId()), reason, now);
  }

  private static SlotStep settle(EmaEvent last) {
    return new SlotStep.Settle(List.of(last), Optional.empty());
  }

  /** Whoever only stopped prompts is still in the study: what was answered before is kept. */
  private static boolean hasLeft(Slot slot, Terms terms) {
    return CancelReason.LEFT.name().equals(slot.reason())
        || terms.over().equals(Optional.of(CancelReason.LEFT));
  }

  private static Decision notDue(Slot slot) {
    return refuse(Refusal.NOT_DUE_YET, "The prompt opens at " + slot.scheduledAt() + ".");
  }

  private static Decision windowClosed(Slot slot) {
    return refuse(Refusal.WINDOW_CLOSED, "The window closed at " + slot.expiresAt() + ".");
  }

  private static Decision cancelledAlready() {
    return refuse(Refusal.SLOT_CANCELLED, "The prompt is not asked any more.");
  }

  private static Decision locked() {
    return refuse(Refusal.STUDY_LOCKED, "Nothing changes in this study any more.");
  }
}
