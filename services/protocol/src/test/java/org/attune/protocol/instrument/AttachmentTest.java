package org.attune.protocol.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attune.protocol.instrument.Attachment.Style;
import org.attune.protocol.model.AttachmentRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Styles from dimensions of 1 to 7; the cut of quadrants is 3.5 on both. */
class AttachmentTest {
  @ParameterizedTest
  @CsvSource({
    "3.499999, 3.499999, low, SECURE",
    "3.500001, 3.499999, low, PREOCCUPIED",
    "3.499999, 3.500001, low, DISMISSING",
    "3.500001, 3.500001, low, FEARFUL",
    "3.5, 3.5, low, SECURE",
    "3.5, 3.5, high, FEARFUL",
    "3.5, 1, high, PREOCCUPIED",
    "1, 3.5, high, DISMISSING"
  })
  void quadrants_lie_around_the_cut(double anxiety, double avoidance, String atCut, Style style) {
    var rule = new AttachmentRule("ecr_rs", "general", "quadrants", 3.5, 3.5, atCut);
    assertThat(Attachment.classify(rule, anxiety, avoidance)).isEqualTo(style);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, SECURE", "6, 1, PREOCCUPIED", "1, 6, DISMISSING", "6, 6, FEARFUL"})
  void the_largest_classification_function_wins(double anxiety, double avoidance, Style style) {
    assertThat(Attachment.classify(functions(), anxiety, avoidance)).isEqualTo(style);
  }

  @Test
  void functions_and_quadrants_may_disagree_about_the_same_person() {
    // av 3, anx 3: secure 14.755, fearful 13.889, preoccupied 12.447, dismissing 14.686
    assertThat(Attachment.classify(functions(), 3, 3)).isEqualTo(Style.SECURE);
    // av 3.4, anx 3: secure 16.070, fearful 16.784, preoccupied 14.017, dismissing 17.632
    assertThat(Attachment.classify(functions(), 3, 3.4)).isEqualTo(Style.DISMISSING);
  }

  @Test
  void styles_are_named_in_lower_case() {
    assertThat(Style.DISMISSING.code()).isEqualTo("dismissing");
  }

  @Test
  void a_rule_without_meaning_is_refused() {
    var medians = new AttachmentRule("ecr", "general", "medians", 3.5, 3.5, "low");
    assertThatThrownBy(() -> Attachment.classify(medians, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no attachment rule medians");
  }

  private static AttachmentRule functions() {
    return new AttachmentRule("ecr", "general", "classification-functions", 0, 0, "low");
  }
}
