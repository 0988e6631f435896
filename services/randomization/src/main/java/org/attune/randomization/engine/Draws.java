package org.attune.randomization.engine;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntFunction;
import org.attune.platform.entropy.KeyedHash;

/**
 * Uniform numbers drawn from one seed.
 *
 * <p>The bytes of attempt {@code a} are HMAC-SHA256 under the seed over {@code purpose, 0x00,
 * stratum, 0x00, index, a}: texts in UTF-8, which hold no zero byte, numbers as four bytes, most
 * significant first. They are read as a whole number below 2^256, and the range is cut into as many
 * intervals of equal length as there are outcomes: the number of its interval is the outcome. What
 * lies behind the last interval is drawn again. So every outcome has exactly the same probability;
 * nothing is reduced modulo anything.
 *
 * <p>Not for several threads.
 */
final class Draws {
  private static final int SPACE_BITS = 256;
  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(SPACE_BITS);

  /** Outcomes that are told apart by the first eight bytes, but for a few in 2^32. */
  private static final BigInteger FEW = BigInteger.valueOf(Integer.MAX_VALUE);

  /** A run of rejections this long has a probability below 2^-1000: the seed is broken. */
  private static final int ATTEMPTS_MAX = 1_000;

  private final KeyedHash hash;

  /**
   * @param seed {@value Draw#SEED_BYTES} bytes
   * @throws IllegalArgumentException if the seed has another length
   */
  Draws(byte[] seed) {
    if (seed.length != Draw.SEED_BYTES) throw new IllegalArgumentException("a seed has 32 bytes");
    hash = new KeyedHash(seed);
  }

  /**
   * Draws one of {@code outcomes}.
   *
   * @param stratum of the list, of the participant, or the cluster
   * @param index position in the scope, or number of the block; from 0
   * @param outcomes at least 1
   */
  Draw of(String purpose, String stratum, int index, BigInteger outcomes) {
    return uniform(attempt -> bytes(purpose, stratum, index, attempt), outcomes);
  }

  private byte[] bytes(String purpose, String stratum, int index, int attempt) {
    var names = (purpose + '\0' + stratum + '\0').getBytes(StandardCharsets.UTF_8);
    var message = ByteBuffer.allocate(names.length + 2 * Integer.BYTES);
    return hash.of(message.put(names).putInt(index).putInt(attempt).array());
  }

  /**
   * @param source 32 uniform bytes per attempt
   * @throws IllegalArgumentException if there are no outcomes, or too many to be told apart
   */
  static Draw uniform(IntFunction<byte[]> source, BigInteger outcomes) {
    if (outcomes.signum() <= 0 || outcomes.bitLength() >= SPACE_BITS) {
      throw new IllegalArgumentException("outcomes are from 1 to below 2^" + (SPACE_BITS - 1));
    }
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var bytes = source.apply(attempt);
      var which = interval(bytes, outcomes);
      if (which.compareTo(outcomes) < 0) {
        return new Draw(which, HexFormat.of().formatHex(bytes), attempt);
      }
    }
    throw new IllegalStateException("every draw was rejected");
  }

  /**
   * The number of the interval that {@code bytes} lie in. With few outcomes {@code n} the first
   * eight bytes {@code h} decide: the interval is {@code h n / 2^64}, rounded down, unless the rest
   * is so near to the next one that the bytes behind could carry it there.
   */
  private static BigInteger interval(byte[] bytes, BigInteger outcomes) {
    if (outcomes.compareTo(FEW) <= 0) {
      long n = outcomes.longValue();
      long head = ByteBuffer.wrap(bytes).getLong();
      long rest = head * n;
      if (Long.compareUnsigned(rest, -2 * n) < 0) {
        return BigInteger.valueOf(Math.unsignedMultiplyHigh(head, n));
      }
    }
    return new BigInteger(1, bytes).divide(SPACE.divide(outcomes));
  }
}
