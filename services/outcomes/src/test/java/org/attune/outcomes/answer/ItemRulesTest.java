package org.attune.outcomes.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.outcomes.domain.Decision;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers fit a questionnaire with one item of each type. */
class ItemRulesTest {
  private static final LocalizedText WORDS = new LocalizedText(Map.of("en", "Words"));
  private static final Questionnaire FORM =
      new Questionnaire(
          "form",
          1,
          WORDS,
          false,
          List.of(
              item("form_mood", "slider", true),
              item("form_sleep", "single", false),
              item("form_help", "multiple", false),
              item("form_note", "text", false)));

  private static Item item(String id, String type, boolean required) {
    boolean coded = type.equals("single") || type.equals("multiple");
    return new Item(
        id,
        id.substring("form_".length()),
        type,
        WORDS,
        coded || type.equals("text") ? Optional.empty() : Optional.of(0),
        coded || type.equals("text") ? Optional.empty() : Optional.of(100),
        coded ? List.of(new Option(1, WORDS), new Option(2, WORDS)) : List.of(),
        required,
        Optional.empty());
  }

  private static ItemAnswer answer(String item, Double number, String text, String missing) {
    return new ItemAnswer(
        item,
        Optional.ofNullable(number),
        Optional.ofNullable(text),
        Optional.ofNullable(missing),
        1,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static final ItemAnswer MOOD = answer("form_mood", 50.0, null, null);

  @ParameterizedTest
  @CsvSource({
    "form_sleep, 2, , , ''",
    "form_sleep, 3, , , items[1].number",
    "form_sleep, 1.5, , , items[1].number",
    "form_sleep, , 1, , items[1].number",
    "form_sleep, , , skipped, ''",
    "form_sleep, , , because, items[1].missingReason",
    "form_sleep, 1, , skipped, items[1]",
    "form_sleep, , , , items[1]",
    "form_help, , 1;2, , ''",
    "form_help, , 1;1, , items[1].text",
    "form_help, , 2;1, , items[1].text",
    "form_help, , 1;3, , items[1].text",
    "form_help, 1, , , items[1].text",
    "form_note, , Words, , ''",
    "form_note, 1, , , items[1].text",
    "form_else, 1, , , items[1].item",
    "form_mood, 1, , , items[1].item"
  })
  void an_answer_that_does_not_fit_is_named(
      String item, Double number, String text, String missing, String field) {
    var wrong = ItemRules.check(FORM, List.of(MOOD, answer(item, number, text, missing)));
    assertThat(wrong.map(Decision.Invalid::field).orElse("")).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "100, ''", "-1, items[0].number", "101, items[0].number"})
  void a_slider_stays_in_its_range(double number, String field) {
    var wrong = ItemRules.check(FORM, List.of(answer("form_mood", number, null, null)));
    assertThat(wrong.map(Decision.Invalid::field).orElse("")).isEqualTo(field);
  }

  @Test
  void a_required_item_must_have_a_value() {
    assertThat(ItemRules.check(FORM, List.of())).map(Decision.Invalid::field).contains("items");
    assertThat(ItemRules.check(FORM, List.of(answer("form_mood", null, null, "skipped"))))
        .map(Decision.Invalid::field)
        .contains("items[0].missingReason");
  }

  @Test
  void preferring_not_to_answer_is_an_answer_to_a_required_item_too() {
    assertThat(ItemRules.check(FORM, List.of(answer("form_mood", null, null, "declined"))))
        .isEmpty();
  }
}
