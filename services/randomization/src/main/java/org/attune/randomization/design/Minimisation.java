package org.attune.randomization.design;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Minimisation: whoever comes is probably given the arm that leaves the arms most alike in the
 * groups that the newcomer belongs to, one group per factor.
 *
 * <p>For each arm that could follow, the newcomer is counted in with it, the imbalance of every
 * factor's group is measured, and these are summed with the factors' weights. The arms with the
 * least sum tie; one of them is preferred, in proportion to their parts of the ratio, and is given
 * with a high probability and not with certainty: ICH E9 section 2.3.2 wants a random element.
 *
 * <p>Unequal ratios: counts are divided by the parts of the ratio before they are compared, and a
 * preferred arm {@code i} follows with {@code 1 - c S_i}, another arm {@code j} with {@code c r_j},
 * where {@code r} are the parts of the ratio, {@code S_i} is their sum without {@code i}, and
 * {@code c = (1 - p) / S_l} for the arm {@code l} with the least part. So {@code p} is the
 * probability of that arm when it is preferred, and where nothing is known to prefer, every arm
 * follows in the ratio exactly.
 *
 * <p>Sources: Pocock and Simon 1975, Biometrics 31:103-115, section 2 (range, variance, standard
 * deviation; weights) and section 3.2 (biased coin); Han, Enas and McEntegart 2009, Statistics in
 * Medicine 28:3329-3346, section 2.3 (unequal ratios).
 *
 * @param weights one per factor, each at least 1
 * @param favoured numerator of {@code p}
 * @param of its denominator
 */
public record Minimisation(
    Ratio ratio, List<Integer> weights, Imbalance imbalance, BigInteger favoured, BigInteger of) {
  static final int FACTORS_MAX = 16;
  static final int WEIGHT_MAX = 1_000;

  /** How unlike the arms of one group are. */
  public enum Imbalance {
    /** The greatest count minus the least. */
    RANGE,
    /** The mean squared deviation from their mean, over one less than there are arms. */
    VARIANCE,
    /** The root of the variance. */
    STANDARD_DEVIATION
  }

  /**
   * @throws UnusableDesignException if there is no factor, a weight is out of its limits, or {@code
   *     p} is not above the part of the arm with the least part and below 1
   */
  public Minimisation {
    weights = List.copyOf(weights);
    if (weights.isEmpty() || weights.size() > FACTORS_MAX) {
      throw new UnusableDesignException(
          "Minimisation needs 1 to " + FACTORS_MAX + " factors to balance.");
    }
    if (weights.stream().anyMatch(weight -> weight < 1 || weight > WEIGHT_MAX)) {
      throw new UnusableDesignException(
          "The weight of a factor is a whole number from 1 to " + WEIGHT_MAX + ".");
    }
    var least = BigInteger.valueOf(Collections.min(ratio.parts()));
    var fair = least.multiply(of);
    boolean above = favoured.multiply(BigInteger.valueOf(ratio.sum())).compareTo(fair) > 0;
    if (of.signum() <= 0 || !above || favoured.compareTo(of) >= 0) {
      throw new UnusableDesignException(
          "Minimisation needs a probability p above %d/%d and below 1, such as 4/5: with 1 the next arm would be known."
              .formatted(Collections.min(ratio.parts()), ratio.sum()));
    }
  }

  /**
   * What comes of one newcomer.
   *
   * @param sums per arm, the weighted imbalance if it followed, to 16 digits
   * @param tied indexes of the arms with the least sum, from 0; never empty
   * @param odds chances of every arm
   */
  public record Step(List<BigDecimal> sums, List<Integer> tied, Odds odds) {
    public Step {
      sums = List.copyOf(sums);
      tied = List.copyOf(tied);
    }
  }

  /**
   * The chances of each arm for a newcomer.
   *
   * @param counts per factor, then per arm: those allocated before who share the newcomer's level
   * @throws IllegalArgumentException if the shape is not factors by arms
   */
  public Step next(List<List<Integer>> counts) {
    var sums = sums(counts);
    var tied = tied(sums);
    return new Step(sums.stream().map(this::readable).toList(), tied, preferring(tied));
  }

  /** The odds of {@link #next}, alone. */
  public Odds odds(List<List<Integer>> counts) {
    return preferring(tied(sums(counts)));
  }

  private List<RootSum> sums(List<List<Integer>> counts) {
    boolean fits =
        counts.size() == weights.size()
            && counts.stream().allMatch(group -> group.size() == ratio.arms());
    if (!fits) throw new IllegalArgumentException("counts are not factors by arms");
    var sums = new ArrayList<RootSum>(ratio.arms());
    for (int arm = 0; arm < ratio.arms(); arm++) sums.add(sum(counts, arm));
    return sums;
  }

  private static List<Integer> tied(List<RootSum> sums) {
    var least = Collections.min(sums);
    var tied = new ArrayList<Integer>();
    for (int arm = 0; arm < sums.size(); arm++) {
      if (sums.get(arm).equals(least)) tied.add(arm);
    }
    return tied;
  }

  private RootSum sum(List<List<Integer>> counts, int arm) {
    var sum = RootSum.NOTHING;
    for (int factor = 0; factor < counts.size(); factor++) {
      var with = new ArrayList<>(counts.get(factor));
      with.set(arm, with.get(arm) + 1);
      var loads = ratio.loads(with);
      int weight = weights.get(factor);
      sum =
          switch (imbalance) {
            case RANGE -> sum.plus(weight * (long) range(loads), 1);
            case VARIANCE -> sum.plus(Math.multiplyExact(weight, spread(loads)), 1);
            case STANDARD_DEVIATION -> sum.plus(weight, spread(loads));
          };
    }
    return sum;
  }

  private static int range(List<Integer> loads) {
    return Collections.max(loads) - Collections.min(loads);
  }

  /**
   * The variance times {@code k (k - 1)}, which is whole: {@code k} sum of squares - square of sum.
   */
  private static long spread(List<Integer> loads) {
    long sum = 0;
    long squares = 0;
    for (int load : loads) {
      sum = Math.addExact(sum, load);
      squares = Math.addExact(squares, Math.multiplyExact((long) load, load));
    }
    return Math.subtractExact(
        Math.multiplyExact(loads.size(), squares), Math.multiplyExact(sum, sum));
  }

  /** The sum in the units of the counts. */
  private BigDecimal readable(RootSum sum) {
    long arms = ratio.arms();
    var unit = BigDecimal.valueOf(ratio.unit());
    var pairs = BigDecimal.valueOf(arms * (arms - 1));
    var context = MathContext.DECIMAL64;
    var divisor =
        switch (imbalance) {
          case RANGE -> unit;
          case VARIANCE -> unit.multiply(unit).multiply(pairs);
          case STANDARD_DEVIATION -> unit.multiply(pairs.sqrt(MathContext.DECIMAL128));
        };
    return sum.value(MathContext.DECIMAL128).divide(divisor, context).stripTrailingZeros();
  }

  /**
   * The chances of each arm when these tie with the least sum.
   *
   * @param tied indexes of arms, from 0; never empty
   */
  public Odds preferring(List<Integer> tied) {
    var against = of.subtract(favoured);
    long least = Collections.min(ratio.parts());
    var certain = of.multiply(BigInteger.valueOf(ratio.sum() - least));
    long tiedParts = tied.stream().mapToLong(arm -> ratio.parts().get(arm)).sum();
    var weights = new ArrayList<BigInteger>(ratio.arms());
    for (int arm = 0; arm < ratio.arms(); arm++) {
      var part = BigInteger.valueOf(ratio.parts().get(arm));
      // Preferred in proportion to its part: the rest of its share is what it keeps for certain.
      var weight = part.multiply(against).multiply(BigInteger.valueOf(tiedParts));
      if (tied.contains(arm)) {
        var whole = BigInteger.valueOf(ratio.sum()).multiply(against);
        weight = weight.add(part.multiply(certain.subtract(whole)));
      }
      weights.add(weight);
    }
    return new Odds(weights);
  }
}
