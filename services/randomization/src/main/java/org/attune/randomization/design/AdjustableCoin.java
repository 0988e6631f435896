package org.attune.randomization.design;

import java.math.BigInteger;
import java.util.List;

/**
 * Adjustable biased coin: the further an arm is behind, the more probably it follows. With a
 * difference of {@code d} places the arm behind has probability {@code d^a / (d^a + 1)}, so that a
 * difference of one place is still decided by a fair coin.
 *
 * <p>Source: Baldi Antognini and Giovagnoli 2004, Journal of the Royal Statistical Society C
 * 53:651-664, section 4, the family F_a.
 *
 * @param steepness {@code a}; 0 is simple randomization. Whole, so that chances are exact
 */
public record AdjustableCoin(Ratio ratio, int steepness) implements Design {
  static final int STEEPNESS_MAX = 100;

  /**
   * @throws UnusableDesignException if the ratio is not 1:1, or the steepness out of its limits
   */
  public AdjustableCoin {
    Pair.check("biased-coin", ratio);
    if (steepness < 0 || steepness > STEEPNESS_MAX) {
      throw new UnusableDesignException(
          "The adjustable biased coin needs a whole number a from 0 to " + STEEPNESS_MAX + ".");
    }
  }

  @Override
  public Odds next(List<Integer> counts) {
    int difference = Pair.difference(counts);
    if (difference == 0) return Odds.even(2);
    var behind = BigInteger.valueOf(Math.abs(difference)).pow(steepness);
    return Pair.towards(difference, new Odds(List.of(behind, BigInteger.ONE)));
  }
}
