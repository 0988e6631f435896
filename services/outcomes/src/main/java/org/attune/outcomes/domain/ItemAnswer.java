package org.attune.outcomes.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The answer to one item: a number, a text, or why there is neither.
 *
 * @param item column name
 * @param missingReason why there is no value, for example {@code skipped}
 * @param order position in which it was shown, from 1
 * @param shownAt corrected device time
 * @param answeredAt corrected device time of the last change
 * @param changes how often the first answer was changed
 */
public record ItemAnswer(
    String item,
    Optional<Double> number,
    Optional<String> text,
    Optional<String> missingReason,
    int order,
    Optional<Instant> shownAt,
    Optional<Instant> answeredAt,
    int changes) {
  /** The same answer as a column has it. */
  public ItemAnswer in(String column, Optional<Double> value, Optional<String> words) {
    return new ItemAnswer(column, value, words, missingReason, order, shownAt, answeredAt, changes);
  }
}
