package org.attune.enrollment.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import org.attune.platform.entropy.Digests;

/** How codes and device tokens are written, and how the database knows them. */
final class Secrets {
  private Secrets() {}

  /** Base64 for URLs, without padding: 22 characters for 128 bits. */
  static String text(byte[] secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** SHA-256 of the text. */
  static byte[] hash(String secret) {
    return Digests.sha256(secret.getBytes(US_ASCII));
  }
}
