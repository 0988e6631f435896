package org.attune.enrollment.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.domain.CodedAnswer;
import org.attune.platform.http.InvalidRequestException;
import org.junit.jupiter.api.Test;

/** Judging a screener: adults who need no help soon; drinks only adults are asked about. */
class ScreenerTest {
  private static final String SCREENER =
      """
      questionnaire: screener
      version: 1
      title: {en: "Questions", es: "Preguntas"}
      items:
        - {id: age, type: number, min: 16, max: 110, required: true, text: {en: "Age?", es: "¿Edad?"}}
        - id: support
          type: single
          required: true
          options: [{code: 0, text: {en: "No", es: "No"}}, {code: 1, text: {en: "Yes", es: "Sí"}}]
          text: {en: "Help soon?", es: "¿Ayuda?"}
        - id: drinks
          type: multiple
          when: "age >= 18"
          options: [{code: 1, text: {en: "Tea", es: "Té"}}, {code: 2, text: {en: "Milk", es: "Leche"}}]
          text: {en: "Drinks?", es: "¿Bebidas?"}
        - {id: remarks, type: text, text: {en: "Remarks?", es: "¿Algo más?"}}
      """;

  private final Screener screener =
      new Screener(Studies.read("kindness-pilot", Map.of("instruments/screener.yaml", SCREENER)));

  private static AnswerForm number(String item, double value) {
    return new AnswerForm(
        "answers[0]", item, Optional.of(value), Optional.empty(), Optional.empty());
  }

  private static AnswerForm text(String item, String value) {
    return new AnswerForm(
        "answers[0]", item, Optional.empty(), Optional.of(value), Optional.empty());
  }

  private static AnswerForm missing(String item, String reason) {
    return new AnswerForm(
        "answers[0]", item, Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  private static final AnswerForm ADULT = number("screener_age", 18);
  private static final AnswerForm NO_CRISIS = number("screener_support", 0);

  @Test
  void who_meets_every_criterion_is_eligible() {
    var verdict = screener.judge(List.of(text("screener_drinks", "1;2"), NO_CRISIS, ADULT));
    assertThat(verdict.unmet()).isEmpty();
    assertThat(verdict.answers())
        .containsExactly(
            CodedAnswer.number("screener_age", 18),
            CodedAnswer.number("screener_support", 0),
            CodedAnswer.text("screener_drinks", "1;2"),
            CodedAnswer.missing("screener_remarks", "skipped"));
  }

  @Test
  void the_first_criterion_that_does_not_hold_is_named() {
    var verdict =
        screener.judge(List.of(number("screener_age", 17), number("screener_support", 1)));
    assertThat(verdict.unmet()).contains("adult");
    assertThat(screener.judge(List.of(ADULT, number("screener_support", 1))).unmet())
        .contains("no-crisis");
  }

  @Test
  void an_answer_held_back_leaves_its_criterion_unmet() {
    var verdict = screener.judge(List.of(ADULT, missing("screener_support", "skipped")));
    assertThat(verdict.unmet()).contains("no-crisis");
  }

  @Test
  void an_item_that_was_not_to_be_shown_has_no_value() {
    var verdict =
        screener.judge(
            List.of(number("screener_age", 17), NO_CRISIS, text("screener_drinks", "1")));
    assertThat(verdict.answers())
        .contains(CodedAnswer.missing("screener_drinks", "not_applicable"));
  }

  @Test
  void a_required_answer_that_is_not_there_is_asked_for() {
    refused("answers", ADULT);
  }

  @Test
  void what_does_not_fit_an_item_is_refused_with_its_place() {
    refused("answers[0].number", number("screener_age", 15), NO_CRISIS);
    refused("answers[0].number", number("screener_age", 111), NO_CRISIS);
    refused("answers[0].number", number("screener_age", 18.5), NO_CRISIS);
    refused("answers[0].number", text("screener_age", "18"), NO_CRISIS);
    refused("answers[0].number", ADULT, number("screener_support", 2));
    refused("answers[0].item", ADULT, NO_CRISIS, number("screener_arm", 1));
    refused("answers[0].item", ADULT, NO_CRISIS, ADULT);
    refused("answers[0].missingReason", ADULT, missing("screener_support", "expired"));
    refused("answers[0].text", ADULT, NO_CRISIS, text("screener_drinks", "tea"));
    refused("answers[0].text", ADULT, NO_CRISIS, text("screener_drinks", "3"));
    refused("answers[0].text", ADULT, NO_CRISIS, text("screener_drinks", "1 2"));
    refused(
        "answers[0]",
        ADULT,
        new AnswerForm(
            "answers[0]",
            "screener_support",
            Optional.of(0.0),
            Optional.of("no"),
            Optional.empty()));
  }

  private void refused(String field, AnswerForm... answers) {
    assertThatThrownBy(() -> screener.judge(List.of(answers)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  @Test
  void every_example_study_has_a_screener_that_compiles() {
    for (var study :
        List.of("abct-mbsr-tau", "kindness-pilot", "daily-connection", "msc-waitlist")) {
      assertThat(new Screener(Studies.read(study))).isNotNull();
    }
  }
}
