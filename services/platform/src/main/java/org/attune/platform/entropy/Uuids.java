package org.attune.platform.entropy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** UUIDs of version 8 (RFC 9562 section 5.8). */
public final class Uuids {
  private Uuids() {}

  /** The first 128 bits of {@code bytes}, with version and variant set. */
  public static UUID version8(ByteBuffer bytes) {
    long high = bytes.getLong();
    long low = bytes.getLong();
    return new UUID(
        (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L,
        (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }

  /**
   * The UUID of a list of parts: SHA-256 over them, each preceded by its length, so that no two
   * lists read alike.
   */
  public static UUID ofParts(Object... parts) {
    var digest = Digests.sha256();
    for (var part : parts) {
      var bytes = part.toString().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return version8(ByteBuffer.wrap(digest.digest()));
  }
}
