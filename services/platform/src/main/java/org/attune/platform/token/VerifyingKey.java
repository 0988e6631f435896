package org.attune.platform.token;

import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A public key, prepared once for all the signatures that it is to check. Thread-safe. */
final class VerifyingKey {
  private final Ed25519.PublicPoint point;

  private VerifyingKey(Ed25519.PublicPoint point) {
    this.point = point;
  }

  /**
   * @param key as {@link Tokens#readPublic} makes it: its encoding ends with the 32 bytes of the
   *     point (RFC 8410, section 4)
   * @throws IllegalArgumentException if those are no point of prime order
   */
  static VerifyingKey of(PublicKey key) {
    var encoded = key.getEncoded();
    var bytes =
        Arrays.copyOfRange(encoded, encoded.length - Ed25519.PUBLIC_KEY_SIZE, encoded.length);
    var point = Ed25519.validatePublicKeyFullExport(bytes, 0);
    if (point == null) throw new IllegalArgumentException("not an Ed25519 public key");
    return new VerifyingKey(point);
  }

  /** True if {@code signature} is that of {@code message} (RFC 8032, section 5.1.7). */
  boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, point, message, 0, message.length);
  }
}
