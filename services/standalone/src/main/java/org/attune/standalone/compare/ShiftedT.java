package org.attune.standalone.compare;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.randomization.compare.Contrast.Power;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The power of a two-sided t test at 5 %: how probably {@code |T|} is above Student's quantile when
 * {@code T} has the noncentral t distribution with noncentrality {@code difference ·
 * sqrt(information)}.
 *
 * <p>Its distribution function at {@code t} is taken as that of the normal at {@code (t (1 - 1/(4
 * ν)) - δ) / sqrt(1 + t²/(2 ν))}.
 *
 * @see <a href="https://doi.org/10.1093/biomet/31.3-4.362">Johnson & Welch 1940, Biometrika
 *     31:362-389; as equation 26.7.10 in Abramowitz & Stegun 1964</a>
 */
final class ShiftedT implements Power {
  static final double ALPHA = 0.05;

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final double difference;
  private final Map<Integer, Double> quantiles = new ConcurrentHashMap<>();

  /**
   * @param difference of the means, standard deviations
   */
  ShiftedT(double difference) {
    this.difference = difference;
  }

  @Override
  public double of(double information, int degreesOfFreedom) {
    double noncentrality = difference * StrictMath.sqrt(information);
    double quantile = quantiles.computeIfAbsent(degreesOfFreedom, ShiftedT::quantile);
    return below(-quantile, noncentrality, degreesOfFreedom)
        + below(-quantile, -noncentrality, degreesOfFreedom);
  }

  private static double quantile(int degreesOfFreedom) {
    return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(1 - ALPHA / 2);
  }

  private static double below(double t, double noncentrality, int degreesOfFreedom) {
    double twice = 2.0 * degreesOfFreedom;
    double shifted = t * (1 - 1 / (2 * twice)) - noncentrality;
    return NORMAL.cumulativeProbability(shifted / StrictMath.sqrt(1 + t * t / twice));
  }
}
