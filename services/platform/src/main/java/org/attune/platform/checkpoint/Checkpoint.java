package org.attune.platform.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HexFormat;
import org.attune.platform.token.Tokens;

/**
 * What a service vouches for at one time.
 *
 * @param number gapless, from 1
 * @param at by the clock of the machine
 * @param ledgers how many histories it covers
 * @param digest of {@link HeadDigest}
 * @param previous the digest of the checkpoint before; empty in the first
 * @param signature Ed25519, by the service's own key, over all of the above
 */
record Checkpoint(
    long number, Instant at, long ledgers, byte[] digest, byte[] previous, byte[] signature) {
  private static final byte[] UNSIGNED = {};

  static Checkpoint sign(
      String service,
      PrivateKey key,
      long number,
      Instant at,
      long ledgers,
      byte[] digest,
      byte[] previous) {
    var unsigned = new Checkpoint(number, at, ledgers, digest, previous, UNSIGNED);
    var signature = Tokens.sign(key, unsigned.text(service));
    return new Checkpoint(number, at, ledgers, digest, previous, signature);
  }

  boolean isSignedBy(String service, PublicKey key) {
    return Tokens.verifies(key, text(service), signature);
  }

  /** What is signed. No token can read like this: a token has neither spaces nor lines. */
  private byte[] text(String service) {
    var hex = HexFormat.of();
    return "attune checkpoint\n%s\n%d\n%s\n%d\n%s\n%s\n"
        .formatted(service, number, at, ledgers, hex.formatHex(digest), hex.formatHex(previous))
        .getBytes(StandardCharsets.UTF_8);
  }
}
