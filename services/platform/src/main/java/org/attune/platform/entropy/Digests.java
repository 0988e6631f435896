package org.attune.platform.entropy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104) from the JDK. */
public final class Digests {
  /** Copied, since looking one up by its name costs half as much as a short digest. */
  private static final MessageDigest SHA_256 = made();

  private Digests() {}

  public static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest made() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public static byte[] sha256(byte[]... parts) {
    var digest = sha256();
    for (var part : parts) digest.update(part);
    return digest.digest();
  }

  /** Lower-case hexadecimal SHA-256 of a text in UTF-8. */
  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * HMAC-SHA256.
   *
   * @param key at least 1 byte
   * @return 32 bytes
   */
  public static byte[] hmacSha256(byte[] key, byte[]... parts) {
    return new KeyedHash(key).of(parts);
  }
}
