package org.attune.randomization.design;

import java.util.List;

/** What designs of two arms alike have in common: they look at the difference alone. */
final class Pair {
  private Pair() {}

  /**
   * @throws UnusableDesignException if the ratio is another than 1:1
   */
  static void check(String method, Ratio ratio) {
    if (!ratio.isEqualPair()) {
      throw new UnusableDesignException(
          "%s is defined for two arms in the ratio 1:1, not for %s: use block-urn or permuted-blocks."
              .formatted(method, ratio));
    }
  }

  /** Places of the first arm more than of the second. */
  static int difference(List<Integer> counts) {
    return counts.get(0) - counts.get(1);
  }

  /** The odds that favour the arm that is behind. */
  static Odds towards(int difference, Odds favoured) {
    return difference > 0 ? new Odds(favoured.weights().reversed()) : favoured;
  }
}
