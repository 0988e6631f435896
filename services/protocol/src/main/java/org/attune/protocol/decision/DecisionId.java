package org.attune.protocol.decision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The identity of a decision: which decision point at which slot, so that there is one. */
public final class DecisionId {
  private DecisionId() {}

  /** UUID version 8 from the first 128 bits of SHA-256 over the identity. */
  public static UUID of(UUID slot, String point) {
    var identity = String.join("\n", "decision", slot.toString(), point);
    try {
      var digest =
          ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256")
                  .digest(identity.getBytes(StandardCharsets.UTF_8)));
      long high = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L; // version 8
      long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L; // variant
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
