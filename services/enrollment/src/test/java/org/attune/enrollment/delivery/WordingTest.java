package org.attune.enrollment.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.enrollment.delivery.DeliveryRequest.Kind;
import org.junit.jupiter.api.Test;

/** What a lock screen may show. */
class WordingTest {
  private final Wording wording = new Wording();

  @Test
  void every_language_has_words_of_its_own_for_every_kind() {
    for (var kind : Kind.values()) {
      var subjects =
          List.of("ar", "de", "en", "es", "fr", "pt").stream()
              .map(language -> wording.of(kind, language).subject())
              .toList();
      assertThat(subjects).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_region_reads_its_language_and_an_unknown_language_reads_english() {
    assertThat(wording.of(Kind.PROMPT, "es-CO")).isEqualTo(wording.of(Kind.PROMPT, "es"));
    assertThat(wording.of(Kind.PROMPT, "mi").subject()).isEqualTo("A short moment for you");
    assertThat(wording.of(Kind.PROMPT, "")).isEqualTo(wording.of(Kind.PROMPT, "en"));
  }

  @Test
  void a_subject_says_nothing_of_studies_health_or_treatment() {
    for (var kind : Kind.values()) {
      var words = wording.of(kind, "en");
      assertThat((words.subject() + words.text()).toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("study", "trial", "compassion", "depress", "anxi", "treatment", "arm");
    }
  }
}
