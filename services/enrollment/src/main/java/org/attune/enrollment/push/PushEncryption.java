package org.attune.enrollment.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a message so that the browser alone can read it: content coding {@code aes128gcm} (RFC
 * 8188) under the keys of RFC 8291, in one record.
 */
final class PushEncryption {
  static final int SALT_BYTES = 16;

  /** RFC 8291 section 4: what fits into one record of 4096 bytes. */
  static final int PLAIN_BYTES_MAX = 3_993;

  private static final int RECORD_BYTES = 4_096;
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** RFC 8188 section 2: marks the last record. */
  private static final byte LAST = 2;

  private PushEncryption() {}

  /**
   * The body of a push message.
   *
   * @param browser the subscription's public key, {@value P256#POINT_BYTES} bytes
   * @param secret the subscription's secret
   * @param own used for this message alone
   * @param salt {@value #SALT_BYTES} bytes, used for this message alone
   * @throws IllegalArgumentException if the message is too long or the browser's key is none
   */
  static byte[] encrypt(byte[] plain, byte[] browser, byte[] secret, KeyPair own, byte[] salt) {
    if (plain.length > PLAIN_BYTES_MAX) {
      throw new IllegalArgumentException("a push message has at most " + PLAIN_BYTES_MAX);
    }
    var ownPoint = P256.point((ECPublicKey) own.getPublic());
    var shared = P256.agree(own.getPrivate(), P256.publicKey(browser));
    var key = new Keys(shared, secret, browser, ownPoint, salt);
    var record = Arrays.copyOf(plain, plain.length + 1);
    record[plain.length] = LAST;
    var sealed = key.seal(record);
    return ByteBuffer.allocate(SALT_BYTES + 4 + 1 + ownPoint.length + sealed.length)
        .put(salt)
        .putInt(RECORD_BYTES)
        .put((byte) ownPoint.length)
        .put(ownPoint)
        .put(sealed)
        .array();
  }

  /** Key and nonce of one message: RFC 8291 section 3.4, HKDF (RFC 5869) with SHA-256. */
  private static final class Keys {
    private final byte[] key;
    private final byte[] nonce;

    Keys(byte[] shared, byte[] secret, byte[] browser, byte[] own, byte[] salt) {
      var info = concat(label("WebPush: info"), browser, own);
      var keying = hkdf(secret, shared, info, 32);
      key = hkdf(salt, keying, label("Content-Encoding: aes128gcm"), KEY_BYTES);
      nonce = hkdf(salt, keying, label("Content-Encoding: nonce"), NONCE_BYTES);
    }

    byte[] seal(byte[] record) {
      try {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
            Cipher.ENCRYPT_MODE,
            new SecretKeySpec(key, "AES"),
            new GCMParameterSpec(TAG_BITS, nonce));
        return cipher.doFinal(record);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK seals with AES-128-GCM", e);
      }
    }
  }

  private static byte[] hkdf(byte[] salt, byte[] keying, byte[] info, int bytes) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract().addIKM(keying).addSalt(salt).thenExpand(info, bytes);
      return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HKDF", e);
    }
  }

  private static byte[] label(String text) {
    return concat(text.getBytes(US_ASCII), new byte[1]);
  }

  private static byte[] concat(byte[]... parts) {
    var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (var part : parts) all.put(part);
    return all.array();
  }
}
