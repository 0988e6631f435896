package org.attune.platform.entropy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The entropy of a rehearsal: HMAC-SHA256 of its seed over purpose, entity and block number. */
public final class SeededEntropy implements Entropy {
  private final KeyedHash hash;

  public SeededEntropy(long seed) {
    hash = new KeyedHash(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
  }

  @Override
  public byte[] bytes(String purpose, String entity, int count) {
    var out = new ByteArrayOutputStream(count + 32);
    for (int block = 0; out.size() < count; block++) {
      var number = ByteBuffer.allocate(4).putInt(block).array();
      out.writeBytes(hashed(part(purpose), part(entity), number));
    }
    return Arrays.copyOf(out.toByteArray(), count);
  }

  private synchronized byte[] hashed(byte[]... parts) {
    return hash.of(parts);
  }

  private static byte[] part(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }
}
