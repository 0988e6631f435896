package org.attune.protocol.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits an item, whoever asks it. */
class GivenAnswerTest {
  private static final LocalizedText WORDS = new LocalizedText(Map.of("en", "Words"));

  private static Item item(String type, boolean required) {
    boolean coded = type.equals("single") || type.equals("multiple");
    boolean ranged = type.equals("slider") || type.equals("number");
    return new Item(
        "form_item",
        "item",
        type,
        WORDS,
        ranged ? Optional.of(-5) : Optional.empty(),
        ranged ? Optional.of(100) : Optional.empty(),
        coded
            ? List.of(new Option(3, WORDS), new Option(1, WORDS), new Option(-9, WORDS))
            : List.of(),
        required,
        Optional.empty());
  }

  private static GivenAnswer given(Double number, String text, String reason) {
    return new GivenAnswer(
        Optional.ofNullable(number), Optional.ofNullable(text), Optional.ofNullable(reason));
  }

  private static String misfit(Item item, GivenAnswer answer) {
    return answer.misfit(item).map(GivenAnswer.Misfit::part).orElse("fits");
  }

  @ParameterizedTest
  @CsvSource({
    "slider, -5, , , fits",
    "slider, 100, , , fits",
    "slider, -6, , , .number",
    "slider, 101, , , .number",
    "number, 0.5, , , .number",
    "number, NaN, , , .number",
    "number, 1e10, , , .number",
    "number, , 7, , .number",
    "single, 3, , , fits",
    "single, -9, , , fits",
    "single, 2, , , .number",
    "single, , 3, , .number",
    "multiple, , 3, , fits",
    "multiple, , -9;1;3, , fits",
    "multiple, , 3;1, , .text",
    "multiple, , 1;1, , .text",
    "multiple, , 1;2, , .text",
    "multiple, , 1 3, , .text",
    "multiple, , 1;, , .text",
    "multiple, , 99999999999, , .text",
    "multiple, , '', , .text",
    "multiple, 1, , , .text",
    "text, , Words, , fits",
    "text, , '', , fits",
    "text, 1, , , .text",
    "text, , , skipped, fits",
    "text, , , because, .missingReason",
    "text, , , , ''",
    "text, , Words, skipped, ''",
    "single, 3, 3, , ''"
  })
  void what_does_not_fit_is_named_by_its_part(
      String type, Double number, String text, String reason, String part) {
    assertThat(misfit(item(type, false), given(number, text, reason))).isEqualTo(part);
  }

  @Test
  void a_text_has_an_end_and_a_required_one_has_words() {
    var longest = "x".repeat(GivenAnswer.TEXT_CHARS_MAX);
    assertThat(misfit(item("text", true), given(null, longest, null))).isEqualTo("fits");
    assertThat(misfit(item("text", true), given(null, longest + "x", null))).isEqualTo(".text");
    assertThat(misfit(item("text", true), given(null, " ", null))).isEqualTo(".text");
  }

  @Test
  void expressions_see_whole_numbers_lists_of_them_and_texts() {
    assertThat(given(3.0, null, null).value(item("single", false))).contains(3L);
    assertThat(given(null, "1;3", null).value(item("multiple", false))).contains(List.of(1L, 3L));
    assertThat(given(null, "1;3", null).value(item("text", false))).contains("1;3");
    assertThat(given(null, null, "skipped").value(item("slider", false))).isEmpty();
  }
}
