package org.attune.randomization.compare;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.attune.platform.entropy.Digests;

/**
 * Uniform whole numbers of one simulated trial and purpose, so that what one method draws never
 * shifts what another gets.
 *
 * <p>The key is HMAC-SHA256 under the seed over {@code run ‖ purpose}; block {@code n} is SHA-256
 * over {@code key ‖ n}, numbers as four (run) and eight bytes, most significant first. A block is
 * four words of 64 bits. Of a word, or of as many as it takes, so many leading bits are read as the
 * greatest outcome has; what is no outcome is drawn again. So every outcome has exactly the same
 * probability; nothing is reduced modulo anything.
 */
final class Draws {
  private static final int KEY_BYTES = 32;
  private static final int WORDS = KEY_BYTES / Long.BYTES;

  /** Each attempt is rejected with less than one half: so many together, below 2^-1000. */
  private static final int ATTEMPTS_MAX = 1_000;

  private final MessageDigest digest = Digests.sha256();
  private final ByteBuffer input = ByteBuffer.allocate(KEY_BYTES + Long.BYTES);
  private final long[] words = new long[WORDS];
  private int used = WORDS;
  private long blocks;

  /**
   * @param run number of the trial, from 0
   */
  Draws(long seed, String purpose, int run) {
    input.put(
        Digests.hmacSha256(
            ByteBuffer.allocate(Long.BYTES).putLong(seed).array(),
            ByteBuffer.allocate(Integer.BYTES).putInt(run).array(),
            purpose.getBytes(StandardCharsets.UTF_8)));
  }

  /** The next 64 bits. */
  long word() {
    if (used == WORDS) {
      input.putLong(KEY_BYTES, blocks++);
      ByteBuffer.wrap(digest.digest(input.array())).asLongBuffer().get(words);
      used = 0;
    }
    return words[used++];
  }

  /**
   * One of {@code 0} to {@code outcomes - 1}.
   *
   * @throws IllegalArgumentException if there is no outcome
   */
  long below(long outcomes) {
    if (outcomes < 1) throw new IllegalArgumentException("nothing to draw from");
    if (outcomes == 1) return 0;
    int spare = Long.numberOfLeadingZeros(outcomes - 1);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      long drawn = word() >>> spare;
      if (drawn < outcomes) return drawn;
    }
    throw new IllegalStateException("every draw was rejected");
  }

  /**
   * Likewise, for more outcomes than a long counts.
   *
   * @throws IllegalArgumentException if there is no outcome
   */
  BigInteger below(BigInteger outcomes) {
    if (outcomes.signum() < 1) throw new IllegalArgumentException("nothing to draw from");
    int bits = outcomes.subtract(BigInteger.ONE).bitLength();
    int needed = (bits + Long.SIZE - 1) / Long.SIZE;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var bytes = ByteBuffer.allocate(needed * Long.BYTES);
      for (int i = 0; i < needed; i++) bytes.putLong(word());
      var drawn = new BigInteger(1, bytes.array()).shiftRight(needed * Long.SIZE - bits);
      if (drawn.compareTo(outcomes) < 0) return drawn;
    }
    throw new IllegalStateException("every draw was rejected");
  }
}
