package org.attune.protocol.decision;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws an option: HMAC-SHA256 (RFC 2104) under the study's decision seed of the decision's
 * identity, of which the first {@value #DRAW_BITS} bits are a fraction. Such a fraction is a double
 * without rounding; it is compared with sums of decimals exactly.
 */
final class OptionDraw {
  /** Bits of a draw: as many as a double holds of a fraction. */
  static final int DRAW_BITS = 53;

  private static final String ALGORITHM = "HmacSHA256";

  private OptionDraw() {}

  /**
   * A number in [0, 1).
   *
   * @param seed 32 bytes
   */
  static double of(byte[] seed, UUID decision) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(seed, ALGORITHM));
      mac.update("decision\n".getBytes(StandardCharsets.UTF_8));
      mac.update(decision.toString().getBytes(StandardCharsets.UTF_8));
      long bits = ByteBuffer.wrap(mac.doFinal()).getLong() >>> (Long.SIZE - DRAW_BITS);
      return Math.scalb((double) bits, -DRAW_BITS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** The option that {@code draw} falls on. */
  static String option(Chances chances, double draw) {
    var at = new BigDecimal(draw);
    var sum = BigDecimal.ZERO;
    for (var chance : chances.of()) {
      sum = sum.add(chance.probability());
      if (at.compareTo(sum) < 0) return chance.option();
    }
    throw new IllegalArgumentException("the probabilities do not sum to 1");
  }
}
