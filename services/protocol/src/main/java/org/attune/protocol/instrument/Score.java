package org.attune.protocol.instrument;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The value of one scale on one occasion, or why there is none.
 *
 * @param code the scale's code
 * @param value at most {@value Scoring#DECIMALS} decimals, without trailing zeros, so that equal
 *     values print equally; empty if too few items were answered
 * @param answered how many of its items were answered
 * @param items how many items it has
 * @param ruleId names the rule: {@link Scale#ruleId}
 * @param missingReason {@link #TOO_FEW_ITEMS} if there is no value, else empty
 */
public record Score(
    String code,
    Optional<BigDecimal> value,
    int answered,
    int items,
    String ruleId,
    Optional<String> missingReason) {
  /** Fewer items were answered than the scale asks for. */
  public static final String TOO_FEW_ITEMS = "too_few_items";
}
