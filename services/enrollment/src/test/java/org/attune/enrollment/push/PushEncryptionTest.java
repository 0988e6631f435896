package org.attune.enrollment.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The example of RFC 8291 section 5, with the values of its appendix A. */
class PushEncryptionTest {
  private static final byte[] PLAIN = "When I grow up, I want to be a watermelon".getBytes(UTF_8);
  private static final byte[] BROWSER =
      bytes(
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
  private static final byte[] BROWSER_PRIVATE =
      bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94");
  private static final byte[] OWN =
      bytes(
          "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
  private static final byte[] OWN_PRIVATE = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
  private static final byte[] SALT = bytes("DGv6ra1nlYgDCS1FRnbzlw");
  private static final byte[] SECRET = bytes("BTBZMqHH6r4Tts7J_aSIgg");
  private static final String BODY =
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
          + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
          + "j_Qulcy4a-fN";

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  @Test
  void the_example_of_the_standard_comes_out_byte_for_byte() {
    var own = new KeyPair(P256.publicKey(OWN), Browser.privateKey(OWN_PRIVATE));
    var body = PushEncryption.encrypt(PLAIN, BROWSER, SECRET, own, SALT);
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(BODY);
    var browser = new Browser(BROWSER, Browser.privateKey(BROWSER_PRIVATE), SECRET);
    assertThat(browser.read(body)).isEqualTo(new String(PLAIN, UTF_8));
  }

  @Test
  void a_key_off_the_curve_is_none() {
    var off = BROWSER.clone();
    off[64] ^= 1;
    assertThatThrownBy(() -> P256.publicKey(off)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> P256.publicKey(new byte[65]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_longest_message_fits_one_record_and_a_longer_one_is_refused() {
    var browser = Browser.fresh();
    var longest = "x".repeat(PushEncryption.PLAIN_BYTES_MAX).getBytes(UTF_8);
    var body =
        PushEncryption.encrypt(longest, browser.point(), browser.secret(), P256.newKeyPair(), SALT);
    assertThat(body).hasSize(4_096);
    assertThat(browser.read(body)).isEqualTo(new String(longest, UTF_8));
    assertThatThrownBy(
            () ->
                PushEncryption.encrypt(
                    new byte[PushEncryption.PLAIN_BYTES_MAX + 1],
                    browser.point(),
                    browser.secret(),
                    P256.newKeyPair(),
                    SALT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
