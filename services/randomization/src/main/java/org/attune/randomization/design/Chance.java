package org.attune.randomization.design;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A probability as it was written: exactly.
 *
 * @param denominator positive
 */
public record Chance(BigInteger numerator, BigInteger denominator) {
  private static final Pattern FRACTION = Pattern.compile("([0-9]{1,9})/([1-9][0-9]{0,8})");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,18})?");

  /**
   * Reads {@code 2/3} or {@code 0.75}.
   *
   * @throws UnusableDesignException if it is written otherwise
   */
  public static Chance parse(String text) {
    var fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      return new Chance(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)));
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw new UnusableDesignException(
          "p is %s: write a probability, as a fraction such as 2/3 or a decimal such as 0.75."
              .formatted(text.isEmpty() ? "missing" : text));
    }
    var decimal = new BigDecimal(text);
    return new Chance(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }
}
