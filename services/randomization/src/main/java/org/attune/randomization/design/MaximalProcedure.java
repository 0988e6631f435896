package org.attune.randomization.design;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Maximal procedure: of all lists of a given length that never have one arm ahead by more than is
 * tolerated and end level, each has the same probability. An arm follows in proportion to how many
 * of those lists go on with it.
 *
 * <p>Sources: Berger, Ivanova and Knoll 2003, Statistics in Medicine 22:3017-3028, section 3;
 * counted as in Salama, Ivanova and Qaqish 2008, Statistics in Medicine 27:1421-1428, section 2.
 */
public final class MaximalProcedure implements Design {
  static final int LENGTH_MAX = 10_000;

  private final int length;
  private final int tolerated;

  /** By places left, then by difference plus {@code tolerated}: lists that end level from there. */
  private final List<List<BigInteger>> endings;

  /**
   * @param length of the list, an even number up to {@value #LENGTH_MAX}
   * @param tolerated greatest difference of places, at least 1
   * @throws UnusableDesignException if the ratio is not 1:1, the length odd or nothing tolerated
   */
  public MaximalProcedure(Ratio ratio, int length, int tolerated) {
    Pair.check("maximal", ratio);
    Tolerance.check(tolerated);
    if (length < 2 || length > LENGTH_MAX || length % 2 != 0) {
      throw new UnusableDesignException(
          "The maximal procedure needs an even length from 2 to %d, since its lists end level."
              .formatted(LENGTH_MAX));
    }
    this.length = length;
    this.tolerated = tolerated;
    endings = endings(length, tolerated);
  }

  private static List<List<BigInteger>> endings(int length, int tolerated) {
    var all = new ArrayList<List<BigInteger>>(length + 1);
    var level = new BigInteger[2 * tolerated + 1];
    Arrays.fill(level, BigInteger.ZERO);
    level[tolerated] = BigInteger.ONE;
    all.add(List.of(level));
    for (int left = 1; left <= length; left++) {
      var before = all.getLast();
      var now = new ArrayList<BigInteger>(before.size());
      for (int at = 0; at < before.size(); at++) {
        now.add(get(before, at - 1).add(get(before, at + 1)));
      }
      all.add(Collections.unmodifiableList(now));
    }
    return List.copyOf(all);
  }

  private static BigInteger get(List<BigInteger> counts, int at) {
    return at < 0 || at >= counts.size() ? BigInteger.ZERO : counts.get(at);
  }

  @Override
  public Ratio ratio() {
    return Ratio.EQUAL_PAIR;
  }

  @Override
  public Odds next(List<Integer> counts) {
    int left = length - Design.total(counts);
    if (left <= 0) throw new IllegalArgumentException("the list is at its end");
    var after = endings.get(left - 1);
    int at = Pair.difference(counts) + tolerated;
    return new Odds(List.of(get(after, at + 1), get(after, at - 1)));
  }
}
