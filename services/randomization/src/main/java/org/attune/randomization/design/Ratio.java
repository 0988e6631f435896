package org.attune.randomization.design;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * In which proportion the arms are to stand, for example 2:1:1.
 *
 * @param parts at least two, each at least 1 and at most {@value #PART_MAX}
 */
public record Ratio(List<Integer> parts) {
  static final int PART_MAX = 100;

  private static final Pattern TEXT = Pattern.compile("[1-9][0-9]{0,2}(:[1-9][0-9]{0,2})+");

  /** Two arms alike. */
  public static final Ratio EQUAL_PAIR = new Ratio(List.of(1, 1));

  /**
   * @throws UnusableDesignException if there are fewer than two parts, or one is out of its limits
   */
  public Ratio {
    parts = List.copyOf(parts);
    if (parts.size() < 2 || parts.stream().anyMatch(part -> part < 1 || part > PART_MAX)) {
      throw new UnusableDesignException(
          "A ratio has two whole numbers at least, each from 1 to %d, such as 2:1:1."
              .formatted(PART_MAX));
    }
  }

  /**
   * Reads {@code 2:1:1}.
   *
   * @throws UnusableDesignException if it is written otherwise
   */
  public static Ratio parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new UnusableDesignException(
          "%s is no ratio: write whole numbers from 1 to %d with colons between, such as 2:1:1."
              .formatted(text, PART_MAX));
    }
    var parts = new ArrayList<Integer>();
    for (var part : text.split(":")) parts.add(Integer.valueOf(part));
    return new Ratio(parts);
  }

  public int arms() {
    return parts.size();
  }

  /** Places of the smallest list in which the arms stand in this ratio. */
  public int sum() {
    int sum = 0;
    for (int part : parts) sum += part;
    return sum;
  }

  /**
   * Least common multiple of the parts: what {@link #loads} are multiples of.
   *
   * @throws ArithmeticException if it is no int
   */
  public int unit() {
    var unit = BigInteger.ONE;
    for (int part : parts) {
      var other = BigInteger.valueOf(part);
      unit = unit.divide(unit.gcd(other)).multiply(other);
    }
    return unit.intValueExact();
  }

  /**
   * How full each arm is by its part of the ratio, exactly: {@code counts[i] / parts[i]}, times
   * {@link #unit}.
   */
  List<Integer> loads(List<Integer> counts) {
    int unit = unit();
    var loads = new ArrayList<Integer>(counts.size());
    for (int i = 0; i < counts.size(); i++) loads.add(counts.get(i) * (unit / parts.get(i)));
    return loads;
  }

  boolean isEqualPair() {
    return equals(EQUAL_PAIR);
  }

  @Override
  public String toString() {
    return String.join(":", parts.stream().map(String::valueOf).toList());
  }
}
