package org.attune.randomization.compare;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.attune.randomization.design.Odds;

/** Odds made ready to be drawn from often: the same probabilities, exactly. */
sealed interface Weights {
  /** An arm, each with its probability; index from 0. */
  int pick(Draws draws);

  /** One per arm, in the order of the arms, without a common divisor. */
  List<BigInteger> weights();

  /** The odds, their common divisor taken out, in longs wherever these hold them. */
  static Weights of(Odds odds) {
    var divisor = odds.weights().stream().reduce(BigInteger.ZERO, BigInteger::gcd);
    var least = odds.weights().stream().map(weight -> weight.divide(divisor)).toList();
    var sum = least.stream().reduce(BigInteger.ZERO, BigInteger::add);
    return sum.bitLength() < Long.SIZE
        ? new Small(least.stream().mapToLong(BigInteger::longValueExact).toArray())
        : new Large(least, sum);
  }

  /** Weights whose sum a long holds. */
  final class Small implements Weights {
    private final long[] weights;
    private final long sum;

    /**
     * @param weights their sum is below 2^63
     */
    private Small(long[] weights) {
      this.weights = weights;
      long all = 0;
      for (long weight : weights) all += weight;
      sum = all;
    }

    @Override
    public List<BigInteger> weights() {
      return LongStream.of(weights).mapToObj(BigInteger::valueOf).toList();
    }

    @Override
    public int pick(Draws draws) {
      long left = draws.below(sum);
      int arm = 0;
      while (left >= weights[arm]) left -= weights[arm++];
      return arm;
    }
  }

  /** Weights whose sum no long holds. */
  record Large(List<BigInteger> weights, BigInteger sum) implements Weights {
    @Override
    public int pick(Draws draws) {
      var left = draws.below(sum);
      int arm = 0;
      while (left.compareTo(weights.get(arm)) >= 0) left = left.subtract(weights.get(arm++));
      return arm;
    }
  }
}
