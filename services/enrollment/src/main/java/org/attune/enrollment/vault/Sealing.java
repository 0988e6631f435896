package org.attune.enrollment.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) from the JDK: seals bytes under a key and binds them to the place
 * they belong to, so that a row copied elsewhere does not open.
 *
 * <p>A sealed value is one byte of form (1), the nonce, then ciphertext and tag. The caller gives
 * the nonce and never gives one twice under the same key.
 */
final class Sealing {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;

  private static final int TAG_BITS = 128;
  private static final byte FORM = 1;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";

  /** Looked up once: the search through all providers cost as much as opening a short value. */
  private static final Provider PROVIDER = provider();

  private Sealing() {}

  /**
   * @param key {@value #KEY_BYTES} bytes
   * @param nonce {@value #NONCE_BYTES} bytes, never used with this key before
   * @param place associated data: what the value is, for example {@code study|participant|email|1}
   */
  static byte[] seal(byte[] key, byte[] nonce, String place, byte[] plain) {
    if (nonce.length != NONCE_BYTES) throw new IllegalArgumentException("a nonce has 12 bytes");
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(FORM)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK seals with AES-256-GCM", e);
    }
  }

  /**
   * What was sealed.
   *
   * @throws IllegalStateException if the value was changed, belongs elsewhere, or has another key
   */
  static byte[] open(byte[] key, String place, byte[] sealed) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORM) {
      throw new IllegalStateException("not a sealed value");
    }
    var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
    int start = 1 + NONCE_BYTES;
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, place)
          .doFinal(sealed, start, sealed.length - start);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException("a sealed value does not open", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK opens AES-256-GCM", e);
    }
  }

  private static Provider provider() {
    try {
      return Cipher.getInstance(TRANSFORMATION).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, String place)
      throws GeneralSecurityException {
    if (key.length != KEY_BYTES) throw new IllegalArgumentException("a key has 32 bytes");
    var cipher = Cipher.getInstance(TRANSFORMATION, PROVIDER);
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
