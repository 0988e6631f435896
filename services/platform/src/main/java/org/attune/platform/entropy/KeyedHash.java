package org.attune.platform.entropy;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) under one key, for many texts. Not for several threads. */
public final class KeyedHash {
  private final Mac mac;

  /**
   * @param key at least 1 byte
   */
  public KeyedHash(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /**
   * The hash of {@code parts}, one behind the other.
   *
   * @return 32 bytes
   */
  public byte[] of(byte[]... parts) {
    for (var part : parts) mac.update(part);
    return mac.doFinal();
  }
}
