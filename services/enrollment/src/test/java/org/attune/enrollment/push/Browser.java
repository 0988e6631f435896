package org.attune.enrollment.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.attune.enrollment.channel.Address.Subscription;

/**
 * A browser that subscribed: reads messages by RFC 8188 and 8291, written apart from the sender.
 */
public final class Browser {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final byte[] SECRET = "sixteen bytes ok".getBytes(US_ASCII);

  private final byte[] point;
  private final PrivateKey key;
  private final byte[] secret;

  Browser(byte[] point, PrivateKey key, byte[] secret) {
    this.point = point;
    this.key = key;
    this.secret = secret;
  }

  public static Browser fresh() {
    var pair = P256.newKeyPair();
    return new Browser(P256.point((ECPublicKey) pair.getPublic()), pair.getPrivate(), SECRET);
  }

  static PrivateKey privateKey(byte[] number) {
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, number), P256.curve()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] point() {
    return point;
  }

  byte[] secret() {
    return secret;
  }

  public Subscription at(String endpoint) {
    return new Subscription(endpoint, URL.encodeToString(point), URL.encodeToString(secret));
  }

  /** The text of a message's body. */
  public String read(byte[] body) {
    var in = ByteBuffer.wrap(body);
    var salt = take(in, 16);
    if (in.getInt() != 4_096) throw new IllegalStateException("another record size");
    var sender = take(in, in.get());
    var shared = P256.agree(key, P256.publicKey(sender));
    var info = join("WebPush: info\0".getBytes(US_ASCII), point, sender);
    var keying = expand(hmac(secret, shared), info);
    var extracted = hmac(salt, keying);
    var cek = take(ByteBuffer.wrap(expand(extracted, label("Content-Encoding: aes128gcm\0"))), 16);
    var nonce = take(ByteBuffer.wrap(expand(extracted, label("Content-Encoding: nonce\0"))), 12);
    var record = open(cek, nonce, take(in, in.remaining()));
    if (record[record.length - 1] != 2) throw new IllegalStateException("not the last record");
    return new String(record, 0, record.length - 1, UTF_8);
  }

  private static byte[] open(byte[] cek, byte[] nonce, byte[] sealed) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(cek, "AES"), new GCMParameterSpec(128, nonce));
      return cipher.doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not for this browser", e);
    }
  }

  private static byte[] label(String text) {
    return text.getBytes(US_ASCII);
  }

  /** The first block of HKDF's expansion (RFC 5869 section 2.3). */
  private static byte[] expand(byte[] key, byte[] info) {
    return hmac(key, join(info, new byte[] {1}));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] take(ByteBuffer from, int count) {
    var bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) out.writeBytes(part);
    return out.toByteArray();
  }
}
