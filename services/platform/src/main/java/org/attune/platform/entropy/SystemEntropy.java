package org.attune.platform.entropy;

import java.security.SecureRandom;

/** The system's cryptographic generator: the entropy of a live platform. */
public final class SystemEntropy implements Entropy {
  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(String purpose, String entity, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
