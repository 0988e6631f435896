package org.attune.platform.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signatures are those of RFC 8032, as the JDK makes and checks them. */
class SignaturesTest {
  private static final long SEED = 20270203;
  private static final int MESSAGES = 40;
  private static final int HALF = 32;

  /** Order of the base point (RFC 8032, section 5.1). */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] signedByTheJdk(KeyPair keys, byte[] message)
      throws GeneralSecurityException {
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(message);
    return signature.sign();
  }

  private static boolean verifiedByTheJdk(KeyPair keys, byte[] message, byte[] signed)
      throws GeneralSecurityException {
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(keys.getPublic());
    signature.update(message);
    return signature.verify(signed);
  }

  @Test
  void the_example_of_the_rfc_comes_out() throws GeneralSecurityException {
    var secret = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    var key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
    assertThat(HexFormat.of().formatHex(Tokens.sign(key, hex("72"))))
        .as("RFC 8032, section 7.1, test 2")
        .isEqualTo(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }

  @Test
  void each_accepts_what_the_other_signed_and_neither_what_was_changed()
      throws GeneralSecurityException {
    var random = new Random(SEED);
    for (int i = 0; i < MESSAGES; i++) {
      var keys = Tokens.newKeyPair();
      var message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      var signed = Tokens.sign(keys.getPrivate(), message);
      assertThat(signed)
          .as("message %d, seed %d", i, SEED)
          .isEqualTo(signedByTheJdk(keys, message));
      assertThat(Tokens.verifies(keys.getPublic(), message, signed)).isTrue();
      assertThat(verifiedByTheJdk(keys, message, signed)).isTrue();

      var changed = signed.clone();
      int bit = random.nextInt(8 * changed.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Tokens.verifies(keys.getPublic(), message, changed))
          .as("message %d, bit %d, seed %d", i, bit, SEED)
          .isFalse();
      var others = Tokens.newKeyPair();
      assertThat(Tokens.verifies(others.getPublic(), message, signed)).isFalse();
    }
  }

  /** Whoever could change a signature into another that holds could not be told from its maker. */
  @Test
  void there_is_one_signature_of_a_message() {
    var keys = Tokens.newKeyPair();
    var message = hex("cafe");
    var signed = Tokens.sign(keys.getPrivate(), message);
    var more = reversed(Arrays.copyOfRange(signed, HALF, 2 * HALF));
    var other = signed.clone();
    var sum = reversed(new BigInteger(1, more).add(ORDER).toByteArray());
    System.arraycopy(sum, 0, other, HALF, Math.min(sum.length, HALF));
    assertThat(other).isNotEqualTo(signed);
    assertThat(Tokens.verifies(keys.getPublic(), message, other)).isFalse();
    for (int length : new int[] {0, HALF, 2 * HALF - 1, 2 * HALF + 1}) {
      assertThat(Tokens.verifies(keys.getPublic(), message, Arrays.copyOf(signed, length)))
          .as("%d bytes", length)
          .isFalse();
    }
  }

  private static byte[] reversed(byte[] bytes) {
    var turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) turned[i] = bytes[bytes.length - 1 - i];
    return turned;
  }
}
