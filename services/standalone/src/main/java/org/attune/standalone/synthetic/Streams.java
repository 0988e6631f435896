package org.attune.standalone.synthetic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.attune.platform.entropy.Digests;

/**
 * The chance in synthetic behaviour: a stream of its own for every participant and purpose, so that
 * what one person does never shifts what another does, whatever runs first.
 */
public final class Streams {
  private final byte[] seed;

  public Streams(long seed) {
    this.seed = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
  }

  /**
   * The stream of one person for one purpose; the same arguments give the same stream.
   *
   * @param ordinal of the participant, from 0 in the order of invitation
   * @param purpose for example {@code traits} or {@code prompt/<slot>}
   */
  public Chance of(int ordinal, String purpose) {
    return new Chance(seed(ordinal, purpose));
  }

  /** A seed that belongs to one number and purpose, as a stream does. */
  public long seed(int ordinal, String purpose) {
    var key =
        Digests.hmacSha256(
            seed,
            ByteBuffer.allocate(Integer.BYTES).putInt(ordinal).array(),
            purpose.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(key).getLong();
  }
}
