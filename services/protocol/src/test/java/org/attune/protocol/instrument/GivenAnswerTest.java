package org.attune.protocol.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.model.ItemType;
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
    boolean coded = ItemType.of(type).isChosen();
    boolean ranged = ItemType.of(type).isRanged();
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

  private static Map<String, Object> facts(String type, GivenAnswer answer) {
    assertThat(answer.misfit(item(type, false))).isEmpty();
    return answer.facts(item(type, false));
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
    "likert, 3, , , fits",
    "likert, 2, , , .number",
    "affect-grid, , 1;9, , fits",
    "affect-grid, , 9;1, , fits",
    "affect-grid, , 0;5, , .text",
    "affect-grid, , 5;10, , .text",
    "affect-grid, , 5, , .text",
    "affect-grid, , 5;5;5, , .text",
    "affect-grid, , 5;, , .text",
    "affect-grid, 5, , , .text",
    "affect-grid, , , skipped, fits",
    "time, , 00:00, , fits",
    "time, , 23:59, , fits",
    "time, , 24:00, , .text",
    "time, , 9:05, , .text",
    "time, , 09:60, , .text",
    "time, , 09:05:00, , .text",
    "time, 9, , , .text",
    "date, , 2028-02-29, , fits",
    "date, , 2026-02-29, , .text",
    "date, , 2026-2-1, , .text",
    "date, , 20260201, , .text",
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
    assertThat(facts("single", given(3.0, null, null))).isEqualTo(Map.of("item", 3L));
    assertThat(facts("likert", given(3.0, null, null))).isEqualTo(Map.of("item", 3L));
    assertThat(facts("multiple", given(null, "1;3", null)))
        .isEqualTo(Map.of("item", List.of(1L, 3L)));
    assertThat(facts("text", given(null, "1;3", null))).isEqualTo(Map.of("item", "1;3"));
    assertThat(facts("time", given(null, "22:45", null))).isEqualTo(Map.of("item", "22:45"));
    assertThat(facts("affect-grid", given(null, "7;3", null)))
        .isEqualTo(Map.of("item_pleasure", 7L, "item_arousal", 3L));
    assertThat(facts("slider", given(null, null, "skipped"))).isEmpty();
    assertThat(facts("affect-grid", given(null, null, "declined"))).isEmpty();
  }
}
