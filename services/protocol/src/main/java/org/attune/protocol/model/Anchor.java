package org.attune.protocol.model;

import java.time.LocalDate;
import java.time.Period;

/**
 * A local date relative to something that happens to a participant: {@code at: P1D} is the whole
 * day after the date of {@code after}, in the participant's zone.
 *
 * @param after {@link #CONSENT}, {@link #RANDOMIZATION}, the completion of an assessment, the end
 *     of a momentary schedule or a session of a programme
 * @param at offset in calendar days, weeks or months; never negative
 */
public record Anchor(String after, Period at) {
  public static final String CONSENT = "consent";
  public static final String RANDOMIZATION = "randomization";

  private static final String COMPLETE = ".complete";
  private static final String ENDED = ".ended";
  private static final String EMA = "ema.";
  private static final String SESSION = "session.";
  private static final String DONE = ".done";

  /** Name of the completion of an assessment, by its id. */
  public static String complete(String assessment) {
    return assessment + COMPLETE;
  }

  /** Name of the end of a momentary schedule, by its id. */
  public static String ended(String schedule) {
    return EMA + schedule + ENDED;
  }

  /**
   * Name of the first time that a participant did a session or was at it, by its id in whichever
   * programme.
   */
  public static String done(String session) {
    return SESSION + session + DONE;
  }

  /** The date on which something anchored here falls, if {@code after} happened on {@code date}. */
  public LocalDate from(LocalDate date) {
    return date.plus(at);
  }
}
