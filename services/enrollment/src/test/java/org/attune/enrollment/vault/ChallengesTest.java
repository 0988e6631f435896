package org.attune.enrollment.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.attune.platform.entropy.SeededEntropy;
import org.junit.jupiter.api.Test;

/** Challenges that say themselves for whom and until when they hold. */
class ChallengesTest {
  private static final Instant UNTIL = Instant.parse("2027-03-01T10:05:00.123456Z");
  private static final VaultKey KEY = new VaultKey(new byte[32]);

  private final Challenges challenges = new Challenges(KEY, new SeededEntropy(1));

  @Test
  void one_says_until_when_it_holds_for_whom_it_was_made() {
    var challenge = challenges.make("ann", UNTIL);
    assertThat(challenges.end("ann", challenge)).contains(UNTIL);
    assertThat(challenges.end("bea", challenge)).isEmpty();
    assertThat(Base64.getUrlDecoder().decode(challenge)).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void none_is_like_another() {
    assertThat(challenges.make("ann", UNTIL))
        .isNotEqualTo(challenges.make("bea", UNTIL))
        .isNotEqualTo(challenges.make("ann", UNTIL.plusNanos(1_000)));
  }

  @Test
  void what_was_changed_or_made_under_another_key_is_none() {
    var challenge = challenges.make("ann", UNTIL);
    var bytes = Base64.getUrlDecoder().decode(challenge);
    for (int i = 0; i < bytes.length; i++) {
      var changed = bytes.clone();
      changed[i] ^= 1;
      var text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(challenges.end("ann", text)).as("byte %d", i).isEmpty();
    }
    var others =
        new Challenges(new VaultKey(Arrays.copyOf(new byte[] {1}, 32)), new SeededEntropy(1));
    assertThat(others.end("ann", challenge)).isEmpty();
    for (var text : new String[] {"", "AAAA", "no challenge", "ä"}) {
      assertThat(challenges.end("ann", text)).as(text).isEmpty();
    }
  }
}
