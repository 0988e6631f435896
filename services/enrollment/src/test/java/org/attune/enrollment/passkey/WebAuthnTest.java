package org.attune.enrollment.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.attune.enrollment.passkey.Authenticator.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of what a phone made and signed. The platform is called localhost. */
class WebAuthnTest {
  private static final long SEED = 20270301;
  private static final int BYTES_CHANGED = 400;
  private static final RelyingParty PARTY = new RelyingParty("localhost", "http://localhost:8080");
  private static final String CHALLENGE = "AAECAwQFBgcICQoLDA0ODw";
  private static final JsonObject OPTIONS =
      new JsonObject()
          .put("challenge", CHALLENGE)
          .put("user", new JsonObject().put("id", "EBESExQVFhcYGRobHB0eHw"));

  private final WebAuthn webAuthn = new WebAuthn();

  private static Authenticator phone(Kind kind) {
    return new Authenticator(kind, new UUID(1, 2), PARTY.origin());
  }

  private Credential made(Authenticator phone) {
    var made = phone.makes(OPTIONS);
    return webAuthn.read(PARTY, CHALLENGE, attestation(made)).orElseThrow();
  }

  private static Attestation attestation(JsonObject made) {
    return new Attestation(made.getString("clientDataJSON"), made.getString("attestationObject"));
  }

  private static Assertion assertion(JsonObject signed) {
    return new Assertion(
        signed.getString("id"),
        signed.getString("userHandle"),
        signed.getString("clientDataJSON"),
        signed.getString("authenticatorData"),
        signed.getString("signature"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_passkey_of_each_algorithm_is_taken_and_so_is_what_it_signs(Kind kind) {
    var phone = phone(kind);
    var kept = made(phone);
    assertThat(kept.id()).isEqualTo(phone.id());
    assertThat(kept.backupEligible()).isTrue();
    var signed = assertion(phone.countingFrom(41).signs(OPTIONS));
    assertThat(webAuthn.count(PARTY, CHALLENGE, kept, signed)).hasValue(41);
  }

  @Test
  void whose_phone_it_is_has_to_be_asked() {
    var made = attestation(phone(Kind.ES256).unverified().makes(OPTIONS));
    assertThat(webAuthn.read(PARTY, CHALLENGE, made)).isEmpty();
    refuses(Authenticator::unverified);
  }

  @Test
  void nothing_made_or_signed_for_another_page_platform_or_question_is_taken() {
    refuses(phone -> phone.at("http://localhost:8081"));
    refuses(phone -> phone.of("example.org"));
    var phone = phone(Kind.ES256);
    var kept = made(phone);
    var other = OPTIONS.copy().put("challenge", "AQECAwQFBgcICQoLDA0ODw");
    assertThat(webAuthn.count(PARTY, CHALLENGE, kept, assertion(phone.signs(other)))).isEmpty();
    var elsewhere = attestation(phone(Kind.ES256).of("example.org").makes(OPTIONS));
    assertThat(webAuthn.read(PARTY, CHALLENGE, elsewhere)).isEmpty();
  }

  private void refuses(UnaryOperator<Authenticator> change) {
    var phone = phone(Kind.ES256);
    var kept = made(phone);
    assertThat(webAuthn.count(PARTY, CHALLENGE, kept, assertion(phone.signs(OPTIONS)))).hasValue(0);
    var signed = assertion(change.apply(phone).signs(OPTIONS));
    assertThat(webAuthn.count(PARTY, CHALLENGE, kept, signed)).isEmpty();
  }

  @Test
  void another_phone_does_not_sign_for_it() {
    var kept = made(phone(Kind.ES256));
    var stranger = phone(Kind.ES256);
    stranger.makes(OPTIONS);
    assertThat(webAuthn.count(PARTY, CHALLENGE, kept, assertion(stranger.signs(OPTIONS))))
        .isEmpty();
  }

  /** Whatever arrives, it is an answer and never a fault. */
  @Test
  void a_changed_byte_is_never_believed_and_never_breaks_anything() {
    var random = new Random(SEED);
    var phone = phone(Kind.ES256);
    var kept = made(phone);
    var signed = phone.signs(OPTIONS);
    var made = phone(Kind.ES256).makes(OPTIONS);
    for (int i = 0; i < BYTES_CHANGED; i++) {
      for (var field : new String[] {"clientDataJSON", "authenticatorData", "signature"}) {
        var changed = assertion(signed.copy().put(field, changed(random, signed.getString(field))));
        assertThat(webAuthn.count(PARTY, CHALLENGE, kept, changed))
            .as("%s, seed %d", field, SEED)
            .isEmpty();
      }
      var object = changed(random, made.getString("attestationObject"));
      var broken = new Attestation(made.getString("clientDataJSON"), object);
      webAuthn.read(PARTY, CHALLENGE, broken); // without a signature some bytes may be any
    }
  }

  /** The heads of CBOR null, undefined, and of an empty map, list, byte string and text. */
  @ParameterizedTest
  @ValueSource(ints = {0xf6, 0xf7, 0xa0, 0x80, 0x40, 0x60})
  void nothing_in_the_place_of_something_never_breaks_anything(int head) {
    var made = phone(Kind.ES256).makes(OPTIONS);
    var bytes = Base64.getUrlDecoder().decode(made.getString("attestationObject"));
    for (int i = 0; i < bytes.length; i++) {
      var changed = bytes.clone();
      changed[i] = (byte) head;
      var object = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      webAuthn.read(PARTY, CHALLENGE, new Attestation(made.getString("clientDataJSON"), object));
    }
  }

  private static String changed(Random random, String text) {
    var bytes = Base64.getUrlDecoder().decode(text);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
