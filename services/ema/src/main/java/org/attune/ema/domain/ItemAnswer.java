package org.attune.ema.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The answer to one item. Of {@code number}, {@code text} and {@code missingReason} exactly one is
 * there.
 *
 * @param item column name, for example {@code momentary_distress}
 * @param number value of a single, slider or number item
 * @param text value of a text item; of a multiple item the codes, ascending, {@code 1;3}
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
    int changes) {}
