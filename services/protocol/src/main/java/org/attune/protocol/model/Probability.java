package org.attune.protocol.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A probability as it was written, exactly; whether it lies between 0 and 1 is for its reader.
 *
 * @param numerator at least 0
 * @param denominator at least 1
 */
public record Probability(BigInteger numerator, BigInteger denominator) {
  private static final Pattern FRACTION = Pattern.compile("([0-9]{1,9})/([1-9][0-9]{0,8})");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,18})?");

  /** Reads {@code 2/3} or {@code 0.8}; empty if it is written otherwise. */
  public static Optional<Probability> parse(String text) {
    var fraction = FRACTION.matcher(text);
    if (fraction.matches()) {
      return Optional.of(
          new Probability(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2))));
    }
    if (!DECIMAL.matcher(text).matches()) return Optional.empty();
    var decimal = new BigDecimal(text);
    return Optional.of(
        new Probability(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale())));
  }

  /**
   * Compares with {@code part / whole}: negative below it, 0 at it, positive above.
   *
   * @param whole at least 1
   */
  public int compareTo(long part, long whole) {
    return numerator
        .multiply(BigInteger.valueOf(whole))
        .compareTo(denominator.multiply(BigInteger.valueOf(part)));
  }
}
