package org.attune.protocol.decision;

import java.math.BigDecimal;

/**
 * An option with its probability.
 *
 * @param probability inside (0, 1), exact
 */
public record Chance(String option, BigDecimal probability) {}
