package org.attune.protocol.decision;

import java.math.BigDecimal;

/**
 * An option with its probability.
 *
 * @param probability inside (0, 1), exact
 */
public record Chance(String option, BigDecimal probability) {
  /** The probability as the nearest double, whose shortest text is the probability again. */
  public double nearest() {
    return probability.doubleValue();
  }
}
