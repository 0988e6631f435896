package org.attune.standalone.bench;

import java.util.Optional;

/**
 * What many trials say about one planted number.
 *
 * @param runs trials
 * @param estimated those with an estimate, to which all other figures belong
 * @param mean of the estimates
 * @param sd of the estimates
 * @param meanError mean of their standard errors
 * @param covered share of the 95 % intervals that hold the planted number
 */
record Recovered(
    PlantedNumber number,
    int runs,
    int estimated,
    double mean,
    double sd,
    double meanError,
    double covered) {
  static final double COVERED_MIN = 0.93;
  static final double COVERED_MAX = 0.97;

  double bias() {
    return mean - number.planted();
  }

  /** Monte-Carlo standard error of the share covered. */
  double coveredError() {
    return StrictMath.sqrt(covered * (1 - covered) / Math.max(1, estimated));
  }

  /** What is wanting, in one sentence. */
  Optional<String> wanting() {
    if (estimated < runs) {
      return Optional.of(
          "%s: only %d of %d trials have an estimate.".formatted(number.name(), estimated, runs));
    }
    if (Math.abs(bias()) > number.tolerance()) {
      return Optional.of(
          "%s: the mean estimate %.3f is not within %.3f of the planted %.3f."
              .formatted(number.name(), mean, number.tolerance(), number.planted()));
    }
    if (covered < COVERED_MIN || covered > COVERED_MAX) {
      return Optional.of(
          "%s: the intervals cover the planted %.3f in %.1f %% of trials, not in %.0f to %.0f %%."
              .formatted(
                  number.name(),
                  number.planted(),
                  100 * covered,
                  100 * COVERED_MIN,
                  100 * COVERED_MAX));
    }
    return Optional.empty();
  }
}
