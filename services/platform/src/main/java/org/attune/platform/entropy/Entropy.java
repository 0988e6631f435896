package org.attune.platform.entropy;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The one source of pseudonyms, seeds, salts and keys. Each value belongs to a purpose and an
 * entity, so that what one draws never shifts what another gets.
 */
@FunctionalInterface
public interface Entropy {
  int BYTES_MAX = 64;

  /**
   * Unpredictable bytes.
   *
   * @param purpose what they are for, for example {@code pseudonym}
   * @param entity whom they are for; the same purpose and entity give the same bytes in a
   *     rehearsal, fresh ones live
   * @param count bytes, 1 to {@value #BYTES_MAX}
   */
  byte[] bytes(String purpose, String entity, int count);

  /** A UUID of version 8 (RFC 9562 section 5.8) made of {@link #bytes}. */
  default UUID uuid(String purpose, String entity) {
    return Uuids.version8(ByteBuffer.wrap(bytes(purpose, entity, 16)));
  }
}
