package org.attune.randomization.compare;

import java.util.List;

/**
 * Two arms whose difference is tested, and how probably it is found.
 *
 * @param arm index from 0
 * @param against index from 0, another
 * @param observed per arm, of {@code of} people how many have a known outcome
 * @param of at least 1
 */
public record Contrast(int arm, int against, List<Integer> observed, int of, Power power) {
  /** How probably a test finds the difference. Asked from several threads at once. */
  @FunctionalInterface
  public interface Power {
    /**
     * The probability that the null hypothesis is rejected, 0 to 1.
     *
     * @param information sum over strata of {@code n1 n0 / (n1 + n0)}: the variance of the adjusted
     *     difference is that of one outcome, divided by it; above 0
     * @param degreesOfFreedom of the residual variance, at least 1
     */
    double of(double information, int degreesOfFreedom);
  }

  /**
   * @throws IllegalArgumentException if the arms are the same, or a share is not from 0 to 1
   */
  public Contrast {
    observed = List.copyOf(observed);
    int all = of;
    boolean shares = all >= 1 && observed.stream().allMatch(n -> n >= 0 && n <= all);
    boolean arms = arm != against && inRange(arm, observed) && inRange(against, observed);
    if (!shares || !arms) throw new IllegalArgumentException("no contrast of two arms");
  }

  private static boolean inRange(int arm, List<Integer> observed) {
    return arm >= 0 && arm < observed.size();
  }
}
