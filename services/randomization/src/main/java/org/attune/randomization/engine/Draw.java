package org.attune.randomization.engine;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntFunction;
import org.attune.platform.entropy.Digests;

/**
 * A uniform number drawn from the seed.
 *
 * <p>The bytes of attempt {@code a} are HMAC-SHA256 under the seed over {@code purpose, 0x00,
 * stratum, 0x00, index, a}: texts in UTF-8, which hold no zero byte, numbers as four bytes, most
 * significant first. They are read as a whole number below 2^256, and the range is cut into {@code
 * outcomes} intervals of equal length: the number of its interval is the outcome. What lies behind
 * the last interval is drawn again. So every outcome has exactly the same probability; nothing is
 * reduced modulo anything.
 *
 * @param outcome from 0 to {@code outcomes - 1}
 * @param bytes of the attempt that decided, lower-case hex
 * @param attempt how many draws were rejected before
 */
public record Draw(int outcome, String bytes, int attempt) {
  /** Purpose of a draw that decides an arm. */
  static final String ALLOCATION = "allocation";

  /** Purpose of a draw that decides the size of a block. */
  static final String BLOCK_SIZE = "block-size";

  /** Bytes of a seed. */
  public static final int SEED_BYTES = 32;

  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(256);

  /** A run of rejections this long has a probability below 2^-1000: the seed is broken. */
  private static final int ATTEMPTS_MAX = 1_000;

  /**
   * Draws from {@code seed}.
   *
   * @param seed {@value #SEED_BYTES} bytes
   * @param index position in the stratum, or number of the block; from 0
   * @param outcomes at least 1
   * @throws IllegalArgumentException if the seed has another length
   */
  static Draw of(byte[] seed, String purpose, String stratum, int index, int outcomes) {
    if (seed.length != SEED_BYTES) throw new IllegalArgumentException("a seed has 32 bytes");
    return uniform(attempt -> bytes(seed, purpose, stratum, index, attempt), outcomes);
  }

  private static byte[] bytes(byte[] seed, String purpose, String stratum, int index, int attempt) {
    return Digests.hmacSha256(
        seed,
        purpose.getBytes(StandardCharsets.UTF_8),
        new byte[1],
        stratum.getBytes(StandardCharsets.UTF_8),
        new byte[1],
        ByteBuffer.allocate(8).putInt(index).putInt(attempt).array());
  }

  /**
   * @param source 32 uniform bytes per attempt
   */
  static Draw uniform(IntFunction<byte[]> source, int outcomes) {
    if (outcomes < 1) throw new IllegalArgumentException("nothing to draw from");
    var interval = SPACE.divide(BigInteger.valueOf(outcomes));
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var bytes = source.apply(attempt);
      var which = new BigInteger(1, bytes).divide(interval);
      if (which.compareTo(BigInteger.valueOf(outcomes)) < 0) {
        return new Draw(which.intValueExact(), HexFormat.of().formatHex(bytes), attempt);
      }
    }
    throw new IllegalStateException("every draw was rejected");
  }
}
