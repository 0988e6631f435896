package org.attune.enrollment.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Letters take their shape from their neighbours (The Unicode Standard, section 9.2). */
class ArabicFormsTest {
  private static final String SHADDA = "\u0651";

  @Test
  void a_letter_is_alone_at_the_beginning_within_or_at_the_end() {
    assertThat(shown("ب")).containsExactly("\uFE8F");
    assertThat(shown("بيت")).containsExactly("\uFE91", "\uFEF4", "\uFE96");
  }

  @Test
  void some_letters_do_not_join_to_the_one_behind() {
    assertThat(shown("دار")).containsExactly("\uFEA9", "\uFE8D", "\uFEAD");
    assertThat(shown("ماء")).containsExactly("\uFEE3", "\uFE8E", "\uFE80");
  }

  @Test
  void lam_and_alef_are_drawn_as_one() {
    assertThat(shown("لا")).containsExactly("\uFEFB", "");
    assertThat(shown("سلام")).containsExactly("\uFEB3", "\uFEFC", "", "\uFEE1");
    assertThat(shown("الأ")).containsExactly("\uFE8D", "\uFEF7", "");
  }

  @Test
  void joining_goes_on_across_marks_and_ends_at_a_non_joiner() {
    assertThat(shown("ب" + SHADDA + "ت")).containsExactly("\uFE91", SHADDA, "\uFE96");
    assertThat(shown("ب\u200Cت")).containsExactly("\uFE8F", "\u200C", "\uFE95");
    assertThat(shown("ـب")).containsExactly("ـ", "\uFE90");
  }

  @Test
  void letters_of_persian_and_urdu_join_too() {
    assertThat(shown("گچ")).containsExactly("\uFB94", "\uFB7B");
    assertThat(shown("کی")).containsExactly("\uFB90", "\uFBFD");
  }

  @Test
  void other_letters_stay_and_a_shape_knows_its_letter() {
    assertThat(shown("a1🙂")).containsExactly("a", "1", "🙂", "");
    assertThat(ArabicForms.letter(0xFEFC)).isEqualTo("لا");
    assertThat(ArabicForms.letter(0xFEF4)).isEqualTo("ي");
    assertThat(ArabicForms.letter('a')).isEmpty();
  }

  private static String[] shown(String text) {
    return Arrays.stream(ArabicForms.of(text))
        .mapToObj(letter -> letter == ArabicForms.NOTHING ? "" : Character.toString(letter))
        .toArray(String[]::new);
  }
}
