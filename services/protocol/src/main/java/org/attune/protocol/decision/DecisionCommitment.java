package org.attune.protocol.decision;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.attune.protocol.canonical.CanonicalPolicy;
import org.attune.protocol.model.Protocol;

/**
 * What binds a study to its draws before the first participant: SHA-256 over the 32 bytes of the
 * decision seed followed by the canonical policies of the version that opened, in UTF-8. It tells
 * nothing about the draws while the seed is secret.
 */
public final class DecisionCommitment {
  /** Bytes of a decision seed. */
  public static final int SEED_BYTES = 32;

  private DecisionCommitment() {}

  /** The canonical policies of a protocol, one a line, in its order. */
  public static String policies(Protocol protocol) {
    List<String> lines =
        protocol.microRandomization().stream()
            .map(point -> CanonicalPolicy.of(Policy.of(protocol, point).text()).json())
            .toList();
    return String.join("\n", lines);
  }

  /**
   * @param policies as {@link #policies} writes them
   * @return lower-case hex
   */
  public static String of(byte[] seed, String policies) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed);
      return HexFormat.of().formatHex(digest.digest(policies.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
