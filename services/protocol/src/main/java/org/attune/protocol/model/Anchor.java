package org.attune.protocol.model;

import java.time.LocalDate;
import java.time.Period;

/**
 * A local date relative to something that happens to a participant: {@code at: P1D} is the whole
 * day after the date of {@code after}, in the participant's zone.
 *
 * @param after {@code consent} or {@code randomization}
 * @param at offset in calendar days, weeks or months; never negative
 */
public record Anchor(String after, Period at) {
  /** The date on which something anchored here falls, if {@code after} happened on {@code date}. */
  public LocalDate from(LocalDate date) {
    return date.plus(at);
  }
}
