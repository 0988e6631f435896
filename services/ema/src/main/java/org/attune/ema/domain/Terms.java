package org.attune.ema.domain;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.protocol.schedule.PromptHours;

/**
 * What a slot is decided by, besides itself.
 *
 * @param hours when something may be sent, on the clock of {@code zone}
 * @param lateUntil until when an answer completed in the window may arrive, exclusive
 * @param running whether the study runs
 * @param over why this participant is asked nothing any more, if so
 * @param refusal what the delivery endpoint last said if it said no
 * @param claimedAt when the last attempt at the prompt was claimed
 * @param pausedUntil until when this participant wants no messages; empty if that was never said
 */
public record Terms(
    ZoneId zone,
    PromptHours hours,
    Instant lateUntil,
    Running running,
    Optional<CancelReason> over,
    Optional<String> refusal,
    Optional<Instant> claimedAt,
    Optional<Instant> pausedUntil) {

  /** Where nothing was ever handed over. */
  public Terms(
      ZoneId zone,
      PromptHours hours,
      Instant lateUntil,
      Running running,
      Optional<CancelReason> over,
      Optional<String> refusal) {
    this(zone, hours, lateUntil, running, over, refusal, Optional.empty(), Optional.empty());
  }

  /** Whether a study runs, as far as prompts go. */
  public enum Running {
    /** Prompts are sent and answers taken. */
    RUNNING,
    /** Nothing is sent; answers are taken. */
    PAUSED,
    /** Nothing is sent any more; what was completed in time is taken. */
    CLOSED,
    /** Nothing is taken. */
    LOCKED
  }

  /** Whether nothing is sent at that time, because the study rests or the participant does. */
  boolean isPaused(Instant at) {
    return running == Running.PAUSED || pausedUntil.filter(at::isBefore).isPresent();
  }

  boolean isQuiet(Instant at) {
    return !hours.holds(LocalTime.ofInstant(at, zone));
  }

  /** Why an open slot must end now, if it must. */
  Optional<CancelReason> ending() {
    if (over.isPresent()) return over;
    return switch (running) {
      case CLOSED, LOCKED -> Optional.of(CancelReason.STUDY_CLOSED);
      case RUNNING, PAUSED -> Optional.empty();
    };
  }
}
