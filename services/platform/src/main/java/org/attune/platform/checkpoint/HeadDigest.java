package org.attune.platform.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.attune.platform.entropy.Digests;

/**
 * SHA-256 over the digest of the checkpoint before and all heads, in order of study and
 * participant: study, a zero byte, participant, a zero byte, sequence number in 8 bytes, chain.
 */
final class HeadDigest {
  private final MessageDigest sha256 = Digests.sha256();
  private long heads;

  HeadDigest(byte[] previous) {
    sha256.update(previous);
  }

  void add(Head head) {
    text(head.owner().study());
    text(head.owner().participant());
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(head.lastSeq()).array());
    sha256.update(head.chain());
    heads++;
  }

  private void text(String text) {
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
  }

  long heads() {
    return heads;
  }

  /** The digest; ends this. */
  byte[] end() {
    return sha256.digest();
  }
}
