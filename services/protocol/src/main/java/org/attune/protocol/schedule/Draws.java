package org.attune.protocol.schedule;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Uniform whole numbers from HMAC-SHA256: block n is the HMAC of identity and n, read as eight
 * 32-bit words. Whoever has the secret can repeat them, nobody else can foresee them. For one
 * thread.
 */
final class Draws {
  private static final String ALGORITHM = "HmacSHA256";
  private static final long WORDS = 1L << 32;

  private final Mac mac;
  private final byte[] identity;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private int blocks;

  /**
   * @throws IllegalArgumentException if {@code secret} is empty
   */
  Draws(byte[] secret, byte[] identity) {
    this.identity = identity.clone();
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * A number from 0 to {@code bound - 1}, each equally likely: words of the last, incomplete round
   * of {@code bound} are thrown away, never folded.
   */
  int below(int bound) {
    long rounds = WORDS - WORDS % bound;
    while (true) {
      long word = word();
      if (word < rounds) return (int) (word % bound);
    }
  }

  /**
   * A number from 0 to {@code bound - 1}, each equally likely: as many words as {@code bound} has,
   * first the highest, drawn again while they lie in its last, incomplete round.
   *
   * @param bound at least 1
   */
  BigInteger below(BigInteger bound) {
    int words = Math.ceilDiv(bound.bitLength(), Integer.SIZE);
    var all = BigInteger.ONE.shiftLeft(words * Integer.SIZE);
    var rounds = all.subtract(all.mod(bound));
    while (true) {
      var number = BigInteger.ZERO;
      for (int i = 0; i < words; i++) {
        number = number.shiftLeft(Integer.SIZE).or(BigInteger.valueOf(word()));
      }
      if (number.compareTo(rounds) < 0) return number.mod(bound);
    }
  }

  private long word() {
    if (!block.hasRemaining()) {
      mac.update(identity);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, blocks++));
      block = ByteBuffer.wrap(mac.doFinal());
    }
    return Integer.toUnsignedLong(block.getInt());
  }
}
