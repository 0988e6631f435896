package org.attune.randomization.design;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A sum of whole multiples of square roots of whole numbers, compared exactly: two of them tie if,
 * and only if, they are the same number.
 *
 * <p>Every root is written as a whole number times the root of a number without square factors.
 * Roots of different such numbers are linearly independent over the rationals (Besicovitch 1940,
 * Journal of the London Mathematical Society 15:3-6), so that two sums are equal only if they have
 * the same multiples. Sums that differ are told apart by as many digits as it takes.
 *
 * @param multiples by the number under the root; none is 0
 */
record RootSum(Map<BigInteger, BigInteger> multiples) implements Comparable<RootSum> {
  private static final int DIGITS_FIRST = 34;

  static final RootSum NOTHING = new RootSum(Map.of());

  RootSum {
    multiples = Map.copyOf(multiples);
  }

  /**
   * This and {@code times} the root of {@code square}.
   *
   * @param times at least 0
   * @param square at least 0
   */
  RootSum plus(long times, long square) {
    if (times == 0 || square == 0) return this;
    long outside = 1;
    long inside = square;
    for (long root = 2; root * root <= inside; root++) {
      while (inside % (root * root) == 0) {
        inside /= root * root;
        outside *= root;
      }
    }
    var sum = new TreeMap<>(multiples);
    var more = BigInteger.valueOf(times).multiply(BigInteger.valueOf(outside));
    sum.merge(BigInteger.valueOf(inside), more, BigInteger::add);
    return new RootSum(sum);
  }

  @Override
  public int compareTo(RootSum other) {
    if (equals(other)) return 0;
    for (int digits = DIGITS_FIRST; ; digits *= 2) {
      var context = new MathContext(digits, RoundingMode.HALF_EVEN);
      var difference = value(context).subtract(other.value(context), context);
      // Each term is wrong by less than one unit in its last digit.
      var doubt =
          value(context)
              .max(other.value(context))
              .multiply(new BigDecimal(terms(other).size() + 1))
              .scaleByPowerOfTen(2 - digits);
      if (difference.abs().compareTo(doubt) > 0) return difference.signum();
    }
  }

  private Set<BigInteger> terms(RootSum other) {
    var terms = new TreeSet<>(multiples.keySet());
    terms.addAll(other.multiples.keySet());
    return terms;
  }

  /** The sum, to the digits of a context. */
  BigDecimal value(MathContext context) {
    var sum = BigDecimal.ZERO;
    for (var term : new TreeMap<>(multiples).entrySet()) {
      var root = new BigDecimal(term.getKey()).sqrt(context);
      sum = sum.add(root.multiply(new BigDecimal(term.getValue()), context), context);
    }
    return sum;
  }
}
