package org.attune.randomization.design;

import java.util.List;

/**
 * Big stick: a fair coin, until one arm is ahead by as much as is tolerated; then the other follows
 * for certain.
 *
 * <p>Source: Soares and Wu 1983, Communications in Statistics - Theory and Methods 12:2017-2034,
 * section 2.
 *
 * @param tolerated greatest difference of places, at least 1
 */
public record BigStick(Ratio ratio, int tolerated) implements Design {
  /**
   * @throws UnusableDesignException if the ratio is not 1:1, or nothing is tolerated
   */
  public BigStick {
    Pair.check("big-stick", ratio);
    Tolerance.check(tolerated);
  }

  @Override
  public Odds next(List<Integer> counts) {
    int difference = Pair.difference(counts);
    if (Math.abs(difference) > tolerated) {
      throw new IllegalArgumentException("the difference is greater than is tolerated");
    }
    return Math.abs(difference) == tolerated
        ? Pair.towards(difference, Odds.of(1, 0))
        : Odds.even(2);
  }
}
