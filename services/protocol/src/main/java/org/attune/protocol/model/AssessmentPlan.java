package org.attune.protocol.model;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * An occasion on which questionnaires are answered, with a window in whole local days.
 *
 * @param anchor target date; for {@code within} assessments the anchor's own date
 * @param before days the window opens before the target date
 * @param after days the window stays open after the target date
 * @param instruments questionnaires in the order they are shown, by code
 * @param required randomization waits for it
 * @param remind offsets from the window's opening day, ascending
 * @param callAfter offset from the window's opening day at which the site is asked to call
 */
public record AssessmentPlan(
    String id,
    Anchor anchor,
    Period before,
    Period after,
    List<String> instruments,
    boolean required,
    List<Period> remind,
    Optional<Period> callAfter) {
  /** First local date of the window, if the anchor happened on {@code date}. */
  public LocalDate opens(LocalDate date) {
    return anchor.from(date).minus(before);
  }

  /** Last local date of the window, inclusive. */
  public LocalDate closes(LocalDate date) {
    return anchor.from(date).plus(after);
  }
}
