package org.attune.enrollment.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;

/**
 * Challenges that nobody keeps, so that whoever asks for many fills no table: each says itself
 * until when it holds, and an HMAC-SHA256 (RFC 2104) under the vault's key says that it was made
 * here and for whom.
 *
 * <p>One is 40 bytes in Base64 for URLs: 16 unpredictable ones, the end in microseconds since
 * 1970-01-01T00:00Z, and the first 16 of the HMAC.
 */
public final class Challenges {
  private static final String LABEL = "attune challenge|";
  private static final int NONCE_BYTES = 16;
  private static final int SEALED_BYTES = NONCE_BYTES + Long.BYTES;
  private static final int SEAL_BYTES = 16;

  private final VaultKey key;
  private final Entropy entropy;

  public Challenges(VaultKey key, Entropy entropy) {
    this.key = key;
    this.entropy = entropy;
  }

  /**
   * A challenge that holds until then, to the microsecond.
   *
   * @param whom for whom and what
   */
  public String make(String whom, Instant until) {
    var nonce = entropy.bytes("challenge", whom + "|" + until, NONCE_BYTES);
    var sealed =
        ByteBuffer.allocate(SEALED_BYTES)
            .put(nonce)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, until))
            .array();
    var whole = ByteBuffer.allocate(SEALED_BYTES + SEAL_BYTES).put(sealed).put(seal(whom, sealed));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
  }

  /** Until when a challenge holds; empty if none was made here like this, or for somebody else. */
  public Optional<Instant> end(String whom, String challenge) {
    return decoded(challenge)
        .filter(
            bytes ->
                MessageDigest.isEqual(
                    seal(whom, Arrays.copyOf(bytes, SEALED_BYTES)),
                    Arrays.copyOfRange(bytes, SEALED_BYTES, bytes.length)))
        .map(bytes -> ByteBuffer.wrap(bytes).getLong(NONCE_BYTES))
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private static Optional<byte[]> decoded(String challenge) {
    try {
      var bytes = Base64.getUrlDecoder().decode(challenge);
      return Optional.of(bytes).filter(all -> all.length == SEALED_BYTES + SEAL_BYTES);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // none of ours
    }
  }

  private byte[] seal(String whom, byte[] sealed) {
    var mac = Digests.hmacSha256(key.bytes(), (LABEL + whom + "|").getBytes(UTF_8), sealed);
    return Arrays.copyOf(mac, SEAL_BYTES);
  }
}
