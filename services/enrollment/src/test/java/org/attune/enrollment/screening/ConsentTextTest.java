package org.attune.enrollment.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.attune.platform.entropy.Digests;
import org.junit.jupiter.api.Test;

/** What is signed. */
class ConsentTextTest {
  @Test
  void the_hash_is_over_the_very_words_in_the_language() {
    var protocol = Studies.read("kindness-pilot");
    var text = ConsentText.of(protocol, "es");
    var words = new ArrayList<String>();
    words.add(text.title());
    for (var section : text.sections()) {
      words.add(section.heading());
      words.add(section.text());
    }
    words.add(text.lateUse());
    assertThat(text.sha256()).isEqualTo(Digests.sha256Hex(String.join("\n\n", words)));
    assertThat(text.sha256()).isNotEqualTo(ConsentText.of(protocol, "en").sha256());
  }

  @Test
  void a_language_without_a_translation_shows_the_studys_first() {
    var protocol = Studies.read("kindness-pilot");
    assertThat(ConsentText.of(protocol, "fr").sha256())
        .isEqualTo(ConsentText.of(protocol, "en").sha256());
  }
}
