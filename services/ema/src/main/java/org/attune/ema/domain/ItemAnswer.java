package org.attune.ema.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The answer to one item. Of {@code number}, {@code text} and {@code missingReason} exactly one is
 * there.
 *
 * @param item column name, for example {@code momentary_distress}
 * @param number value of an item that has a code or a number, or one number of an affect grid
 * @param text value of a text, time or date item; of a multiple item the codes, ascending, {@code
 *     1;3}; of an affect grid before it is recorded, {@code 7;3}
 * @param missingReason why there is no value, as docs/dictionary lists the reasons: {@code skipped}
 * @param order position in which it was shown, from 1
 * @param shownAt by corrected device time
 * @param answeredAt when it was last answered, by corrected device time
 * @param changes how often it was changed after the first answer, from 0
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
