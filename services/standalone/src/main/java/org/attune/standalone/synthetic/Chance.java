package org.attune.standalone.synthetic;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;

/** One stream of draws. Exact on every machine: only {@link StrictMath} is used. */
public final class Chance {
  private final SplittableRandom random;

  public Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True with that probability. */
  public boolean hit(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform on 0 (inclusive) to 1 (exclusive). */
  public double uniform() {
    return random.nextDouble();
  }

  /** Uniform on whole numbers from {@code min} to {@code max}, both inclusive. */
  public int integer(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  /** Uniform on whole numbers from {@code min} (inclusive) to {@code max} (exclusive). */
  public long between(long min, long max) {
    return max <= min ? min : random.nextLong(min, max);
  }

  /**
   * Standard normal.
   *
   * @see <a href="https://doi.org/10.1137/1006063">Marsaglia & Bray 1964, SIAM Review 6:260-264:
   *     the polar method</a>
   */
  public double normal() {
    for (; ; ) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** One of them, all equally likely. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(integer(0, choices.size() - 1));
  }

  /**
   * A key, likely in proportion to its weight.
   *
   * @param weights at least one above 0
   */
  public <T> T weighted(SortedMap<T, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double at = random.nextDouble() * sum;
    for (Map.Entry<T, Double> entry : weights.entrySet()) {
      at -= entry.getValue();
      if (at < 0) return entry.getKey();
    }
    return weights.lastKey();
  }
}
