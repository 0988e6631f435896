package org.attune.platform.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 keys of the JDK in Base64, and signatures with them (RFC 8032), which Bouncy Castle makes
 * and checks in a tenth of the time (decision record 0052).
 */
public final class Tokens {
  private static final String ED25519 = "Ed25519";

  private Tokens() {}

  public static KeyPair newKeyPair() {
    try {
      return KeyPairGenerator.getInstance(ED25519).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /** A key as Base64 of its standard encoding (PKCS #8 or X.509). */
  public static String write(java.security.Key key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no Ed25519 private key
   */
  public static PrivateKey readPrivate(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text.strip());
      return KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 private key", e);
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no Ed25519 public key
   */
  public static PublicKey readPublic(String text) {
    try {
      var bytes = Base64.getDecoder().decode(text.strip());
      return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
  }

  /**
   * An Ed25519 signature: 64 bytes.
   *
   * @param key as {@link #readPrivate} or {@link #newKeyPair} makes it
   */
  public static byte[] sign(PrivateKey key, byte[] message) {
    var secret = ((EdECPrivateKey) key).getBytes().orElseThrow();
    var signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /**
   * True if {@code bytes} is the signature of {@code message} by that key.
   *
   * @param key as {@link #readPublic} or {@link #newKeyPair} makes it
   */
  public static boolean verifies(PublicKey key, byte[] message, byte[] bytes) {
    return VerifyingKey.of(key).verifies(message, bytes);
  }
}
