package org.attune.randomization.design;

import java.math.BigInteger;
import java.util.List;

/**
 * Efron's biased coin: the arm that is behind follows with probability {@code p}, and each of two
 * that are level with one half.
 *
 * <p>Source: Efron 1971, Biometrika 58:403-417, section 2, BCD(p).
 *
 * @param favoured numerator of {@code p}
 * @param of its denominator
 */
public record EfronCoin(Ratio ratio, BigInteger favoured, BigInteger of) implements Design {
  /**
   * @throws UnusableDesignException if the ratio is not 1:1, or {@code p} is not from one half to
   *     below 1: with 1 the next place would often be certain (ICH E9, section 2.3.2)
   */
  public EfronCoin {
    Pair.check("biased-coin", ratio);
    boolean half = favoured.shiftLeft(1).compareTo(of) >= 0;
    if (of.signum() <= 0 || !half || favoured.compareTo(of) >= 0) {
      throw new UnusableDesignException(
          "The biased coin needs a probability p from 0.5 to below 1, such as 2/3: with 1 the next"
              + " place would be known.");
    }
  }

  @Override
  public Odds next(List<Integer> counts) {
    int difference = Pair.difference(counts);
    return difference == 0
        ? Odds.even(2)
        : Pair.towards(difference, new Odds(List.of(favoured, of.subtract(favoured))));
  }
}
