package org.attune.enrollment.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.attune.platform.entropy.Digests;

/**
 * A phone that makes one passkey and signs with it, in software: authenticator data and attestation
 * of W3C Web Authentication Level 3 (6.1, 6.5), keys of RFC 9053, CBOR of RFC 8949 as far as these
 * need it. What it says of itself can be changed to something that must not be believed.
 */
public final class Authenticator {
  /** Which kind of key it makes, by the number of the algorithm. */
  public enum Kind {
    ES256(-7, "EC", 256, "SHA256withECDSA"),
    ED_DSA(-8, "EdDSA", 255, "EdDSA"),
    RS256(-257, "RSA", 2048, "SHA256withRSA");

    private final int algorithm;
    private final String keys;
    private final int bits;
    private final String signature;

    Kind(int algorithm, String keys, int bits, String signature) {
      this.algorithm = algorithm;
      this.keys = keys;
      this.bits = bits;
      this.signature = signature;
    }
  }

  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int BACKUP_ELIGIBLE = 0x08;
  private static final int WITH_KEY = 0x40;

  private final Kind kind;
  private final KeyPair pair;
  private final byte[] id;
  private String origin;
  private String rpId = "localhost";
  private String userHandle = "";
  private long counter;
  private boolean counting;
  private int flags = PRESENT | VERIFIED | BACKUP_ELIGIBLE;

  /**
   * @param id of its passkey
   */
  public Authenticator(Kind kind, UUID id, String origin) {
    this.kind = kind;
    this.origin = origin;
    this.id =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    try {
      var generator = KeyPairGenerator.getInstance(kind.keys);
      generator.initialize(kind.bits);
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its browser shows a page of another address from now on. */
  public Authenticator at(String otherOrigin) {
    origin = otherOrigin;
    return this;
  }

  /** It believes to sign for another platform from now on. */
  public Authenticator of(String otherRpId) {
    rpId = otherRpId;
    return this;
  }

  /** It counts its signatures from now on, the next one as this. */
  public Authenticator countingFrom(long next) {
    counting = true;
    counter = next;
    return this;
  }

  /** It asks nobody who holds it from now on. */
  public Authenticator unverified() {
    flags &= ~VERIFIED;
    return this;
  }

  /** It says that it belongs to somebody else from now on. */
  public Authenticator belongingTo(String otherUserHandle) {
    userHandle = otherUserHandle;
    return this;
  }

  /** The id of its passkey, in Base64 for URLs. */
  public String id() {
    return text(id);
  }

  /** Makes its passkey as the options ask. */
  public JsonObject makes(JsonObject options) {
    userHandle = options.getJsonObject("user").getString("id");
    var client = client("webauthn.create", options.getString("challenge"));
    var object =
        new Cbor()
            .map(3)
            .text("fmt")
            .text("none")
            .text("attStmt")
            .map(0)
            .text("authData")
            .bytes(data(true))
            .made();
    return new JsonObject()
        .put("clientDataJSON", text(client))
        .put("attestationObject", text(object));
  }

  /** Signs what the options ask. */
  public JsonObject signs(JsonObject options) {
    var client = client("webauthn.get", options.getString("challenge"));
    var data = data(false);
    return new JsonObject()
        .put("id", id())
        .put("userHandle", userHandle)
        .put("clientDataJSON", text(client))
        .put("authenticatorData", text(data))
        .put("signature", text(signature(data, Digests.sha256(client))));
  }

  private byte[] client(String type, String challenge) {
    return new JsonObject()
        .put("type", type)
        .put("challenge", challenge)
        .put("origin", origin)
        .put("crossOrigin", false)
        .encode()
        .getBytes(UTF_8);
  }

  private byte[] data(boolean withKey) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Digests.sha256(rpId.getBytes(UTF_8)));
    out.write(withKey ? flags | WITH_KEY : flags);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) counter).array());
    if (counting) counter++;
    if (withKey) {
      out.writeBytes(new byte[16]); // no model is named
      out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) id.length).array());
      out.writeBytes(id);
      out.writeBytes(key());
    }
    return out.toByteArray();
  }

  private byte[] key() {
    return switch (pair.getPublic()) {
      case ECPublicKey key ->
          new Cbor()
              .map(5)
              .number(1)
              .number(2)
              .number(3)
              .number(kind.algorithm)
              .number(-1)
              .number(1)
              .number(-2)
              .bytes(unsigned(key.getW().getAffineX(), 32))
              .number(-3)
              .bytes(unsigned(key.getW().getAffineY(), 32))
              .made();
      case RSAPublicKey key ->
          new Cbor()
              .map(4)
              .number(1)
              .number(3)
              .number(3)
              .number(kind.algorithm)
              .number(-1)
              .bytes(unsigned(key.getModulus(), 256))
              .number(-2)
              .bytes(unsigned(key.getPublicExponent(), 3))
              .made();
      default -> {
        var encoded = pair.getPublic().getEncoded();
        yield new Cbor()
            .map(4)
            .number(1)
            .number(1)
            .number(3)
            .number(kind.algorithm)
            .number(-1)
            .number(6)
            .number(-2)
            .bytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
            .made();
      }
    };
  }

  private static byte[] unsigned(BigInteger number, int length) {
    var bytes = number.toByteArray();
    var fixed = new byte[length];
    int taken = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - taken, fixed, length - taken, taken);
    return fixed;
  }

  private byte[] signature(byte[] data, byte[] clientHash) {
    try {
      var signature = Signature.getInstance(kind.signature);
      signature.initSign(pair.getPrivate());
      signature.update(data);
      signature.update(clientHash);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Definite lengths only, up to 65,535. */
  private static final class Cbor {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Cbor head(int major, int value) {
      if (value < 24) {
        out.write(major << 5 | value);
      } else if (value < 256) {
        out.write(major << 5 | 24);
        out.write(value);
      } else {
        out.write(major << 5 | 25);
        out.write(value >> 8);
        out.write(value);
      }
      return this;
    }

    Cbor number(int value) {
      return value < 0 ? head(1, -1 - value) : head(0, value);
    }

    Cbor bytes(byte[] value) {
      head(2, value.length);
      out.writeBytes(value);
      return this;
    }

    Cbor text(String value) {
      head(3, value.length());
      out.writeBytes(value.getBytes(UTF_8));
      return this;
    }

    Cbor map(int pairs) {
      return head(5, pairs);
    }

    byte[] made() {
      return out.toByteArray();
    }
  }
}
