package org.attune.standalone.compare;

import java.util.List;
import java.util.Optional;

/**
 * What is to be compared.
 *
 * @param participants of each simulated trial
 * @param runs simulated trials of each method
 * @param methods by name; empty: the usual ones and the study's own
 * @param effect difference of the primary contrast, standard deviations; empty: as planted
 */
public record ComparisonRequest(
    int participants, int runs, long seed, List<String> methods, Optional<Double> effect) {
  /** Differences beyond are a slip of the hand. */
  public static final double EFFECT_MAX = 10;
}
