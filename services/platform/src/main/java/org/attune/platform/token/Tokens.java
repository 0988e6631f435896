package org.attune.platform.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys and signatures (RFC 8032) from the JDK, in Base64. */
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

  /** An Ed25519 signature: 64 bytes. */
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      var signature = Signature.getInstance(ED25519);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /** True if {@code bytes} is the signature of {@code message} by that key. */
  public static boolean verifies(PublicKey key, byte[] message, byte[] bytes) {
    try {
      var signature = Signature.getInstance(ED25519);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(bytes);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
