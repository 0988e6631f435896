package org.attune.protocol.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which known word a typing error is taken for. */
class NearestTest {
  private static final Set<String> KNOWN = Set.of("remind", "expires", "questionnaire");

  @Test
  void two_letters_exchanged_are_one_edit() {
    assertThat(Nearest.to("remnid", KNOWN)).contains("remind");
  }

  @Test
  void a_word_that_resembles_none_has_no_nearest() {
    assertThat(Nearest.to("colour", KNOWN)).isEmpty();
    assertThat(Nearest.hint("colour", KNOWN))
        .isEqualTo("Use one of: expires, questionnaire, remind.");
  }
}
