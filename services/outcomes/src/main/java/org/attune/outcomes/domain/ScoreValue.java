package org.attune.outcomes.domain;

import java.util.Optional;

/**
 * One score of a visit.
 *
 * @param score code, for example {@code phq9_total}
 * @param value decimal notation, as scoring gives it; empty if too few items were answered
 * @param answered items answered
 * @param items items of the scale
 * @param rule scoring rule with its version
 * @param missingReason why there is no value
 */
public record ScoreValue(
    String score,
    Optional<String> value,
    int answered,
    int items,
    String rule,
    Optional<String> missingReason) {}
