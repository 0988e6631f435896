package org.attune.standalone.synthetic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.attune.platform.entropy.KeyedHash;

/**
 * The chance in synthetic behaviour: a stream of its own for every participant and purpose, so that
 * what one person does never shifts what another does, whatever runs first.
 */
public final class Streams {
  private final KeyedHash hash;

  public Streams(long seed) {
    hash = new KeyedHash(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
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
    var person = ByteBuffer.allocate(Integer.BYTES).putInt(ordinal).array();
    var why = purpose.getBytes(StandardCharsets.UTF_8);
    synchronized (hash) {
      return ByteBuffer.wrap(hash.of(person, why)).getLong();
    }
  }
}
