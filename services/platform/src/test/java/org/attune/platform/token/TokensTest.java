package org.attune.platform.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import org.attune.platform.token.TokenVerifier.TrustedKey;
import org.junit.jupiter.api.Test;

/** A token says who acts, for five minutes, as far as its key may vouch. */
class TokensTest {
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00Z");
  private static final KeyPair KEY = Tokens.newKeyPair();

  private static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }

  private static TokenVerifier verifier(Instant when) {
    var may = EnumSet.of(Role.PARTICIPANT, Role.ADMIN);
    return new TokenVerifier(Map.of("k", new TrustedKey(KEY.getPublic(), may)), at(when));
  }

  private static String token(Role role) {
    return new TokenSigner("k", KEY.getPrivate(), at(NOW)).sign(role, "id-1", "kind", "s1");
  }

  @Test
  void a_token_says_who_acts() {
    var caller = verifier(NOW).verify(token(Role.ADMIN)).orElseThrow();
    assertThat(caller)
        .isEqualTo(new Caller(Role.ADMIN, "id-1", "kind", "s1", NOW.plus(TokenSigner.LASTS)));
    assertThat(caller.mayAct("kind")).isTrue();
    assertThat(caller.mayAct("other")).isFalse();
  }

  @Test
  void it_lasts_five_minutes() {
    assertThat(verifier(NOW.plusSeconds(299)).verify(token(Role.ADMIN))).isPresent();
    assertThat(verifier(NOW.plusSeconds(300)).verify(token(Role.ADMIN))).isEmpty();
  }

  @Test
  void a_sign_in_for_an_act_counts_for_that_act_alone() {
    var signer = new TokenSigner("k", KEY.getPrivate(), at(NOW));
    var caller =
        verifier(NOW).verify(signer.signFor("unblind", Role.ADMIN, "x", "*", "*")).orElseThrow();
    assertThat(caller.stepUp()).contains(new Caller.StepUp("unblind", NOW));
    assertThat(caller.steppedUpFor("unblind")).isTrue();
    assertThat(caller.steppedUpFor("erase")).isFalse();
    assertThat(verifier(NOW).verify(token(Role.ADMIN)).orElseThrow().steppedUpFor("unblind"))
        .isFalse();
  }

  @Test
  void a_sign_in_for_an_act_ages_even_if_its_token_lasts_longer() {
    var claims =
        new JsonObject()
            .put("role", "ADMIN")
            .put("sub", "x")
            .put("study", "*")
            .put("site", "*")
            .put("exp", NOW.plusSeconds(3_600).getEpochSecond())
            .put("act", "unblind");
    var signer = new TokenSigner("k", KEY.getPrivate(), at(NOW));
    assertThat(verifier(NOW).verify(signer.sign(claims))).as("without its time").isEmpty();
    var token = signer.sign(claims.put("iat", NOW.getEpochSecond()));
    for (long second : new long[] {0, 299, 300, 3_599}) {
      var caller = verifier(NOW.plusSeconds(second)).verify(token).orElseThrow();
      assertThat(caller.steppedUpFor("unblind")).as("second " + second).isEqualTo(second < 300);
    }
  }

  @Test
  void a_key_vouches_only_for_its_roles() {
    assertThat(verifier(NOW).verify(token(Role.SERVICE))).isEmpty();
  }

  @Test
  void a_changed_token_is_none() {
    var parts = token(Role.PARTICIPANT).split("\\.");
    var other = token(Role.ADMIN).split("\\.");
    assertThat(verifier(NOW).verify(parts[0] + "." + other[1] + "." + parts[2])).isEmpty();
    assertThat(verifier(NOW).verify(parts[0] + "." + parts[1] + ".")).isEmpty();
    assertThat(verifier(NOW).verify(parts[0] + "." + parts[1])).isEmpty();
    for (var text : new String[] {"", "a", "..", "a.b.c", "e30.e30.e30", "x".repeat(5_000)}) {
      assertThat(verifier(NOW).verify(text)).as(text).isEmpty();
    }
  }

  @Test
  void a_token_of_a_stranger_is_none() {
    var stranger = new TokenSigner("k", Tokens.newKeyPair().getPrivate(), at(NOW));
    assertThat(verifier(NOW).verify(stranger.sign(Role.ADMIN, "x", "*", "*"))).isEmpty();
    var unknown = new TokenSigner("other", KEY.getPrivate(), at(NOW));
    assertThat(verifier(NOW).verify(unknown.sign(Role.ADMIN, "x", "*", "*"))).isEmpty();
  }

  @Test
  void keys_read_as_they_were_written() {
    assertThat(Tokens.readPrivate(Tokens.write(KEY.getPrivate()))).isEqualTo(KEY.getPrivate());
    assertThat(Tokens.readPublic(Tokens.write(KEY.getPublic()) + "\n")).isEqualTo(KEY.getPublic());
    assertThatThrownBy(() -> Tokens.readPublic("bm8="))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
