package org.attune.randomization.design;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Chances of the arms at one place, as whole weights: an arm with weight {@code w} of a sum {@code
 * s} has probability {@code w/s} exactly, and what is equal is equal.
 *
 * @param weights one per arm, in the order of the arms; none negative, one positive at least
 */
public record Odds(List<BigInteger> weights) {
  /**
   * @throws IllegalArgumentException if no arm could follow
   */
  public Odds {
    weights = List.copyOf(weights);
    boolean follows = false;
    for (var weight : weights) {
      if (weight.signum() < 0) throw new IllegalArgumentException("a weight is negative");
      follows |= weight.signum() > 0;
    }
    if (!follows) throw new IllegalArgumentException("no arm could follow");
  }

  /** The odds of these weights. */
  static Odds of(long... weights) {
    return new Odds(LongStream.of(weights).mapToObj(BigInteger::valueOf).toList());
  }

  /** All arms alike. */
  static Odds even(int arms) {
    return new Odds(Collections.nCopies(arms, BigInteger.ONE));
  }

  /** What the weights are shares of. */
  public BigInteger sum() {
    var sum = BigInteger.ZERO;
    for (var weight : weights) sum = sum.add(weight);
    return sum;
  }

  /**
   * The probability of an arm, to 34 digits, as the nearest double.
   *
   * @param arm index from 0
   */
  public double share(int arm) {
    return new BigDecimal(weights.get(arm))
        .divide(new BigDecimal(sum()), MathContext.DECIMAL128)
        .doubleValue();
  }

  /**
   * The arm that a number falls on, the weights laid side by side in the order of the arms.
   *
   * @param number from 0 to below the sum of the weights
   * @return index from 0
   * @throws IllegalArgumentException if it lies behind them
   */
  public int arm(BigInteger number) {
    var upTo = BigInteger.ZERO;
    for (int arm = 0; arm < weights.size(); arm++) {
      upTo = upTo.add(weights.get(arm));
      if (number.compareTo(upTo) < 0) return arm;
    }
    throw new IllegalArgumentException("the number lies behind the weights");
  }

  @Override
  public String toString() {
    return Arrays.toString(weights.toArray()) + "/" + sum();
  }
}
