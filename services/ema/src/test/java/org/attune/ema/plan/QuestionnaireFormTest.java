package org.attune.ema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.ItemAnswer;
import org.attune.protocol.model.LocalizedText;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;
import org.junit.jupiter.api.Test;

/** Answers to a questionnaire with one item of each type; the note is asked above distress 50. */
class QuestionnaireFormTest {
  private static final QuestionnaireForm FORM =
      new QuestionnaireForm(
          new Questionnaire(
              "day",
              1,
              text("Today"),
              false,
              List.of(
                  item("distress", "slider", Optional.empty(), 0, 100),
                  item("company", "single", Optional.empty()),
                  item("places", "multiple", Optional.empty()),
                  item("note", "text", Optional.of("distress > 50")),
                  item("affect", "affect-grid", Optional.of("distress > 90")))));

  private static LocalizedText text(String text) {
    return new LocalizedText(Map.of("en", text));
  }

  private static Item item(String name, String type, Optional<String> when, int... range) {
    var options = List.of(new Option(1, text("one")), new Option(3, text("three")));
    return new Item(
        "day_" + name,
        name,
        type,
        text(name),
        range.length == 0 ? Optional.empty() : Optional.of(range[0]),
        range.length == 0 ? Optional.empty() : Optional.of(range[1]),
        type.equals("single") || type.equals("multiple") ? options : List.of(),
        false,
        when);
  }

  private static ItemAnswer number(String item, double number) {
    return answer(item, Optional.of(number), Optional.empty(), Optional.empty());
  }

  private static ItemAnswer words(String item, String text) {
    return answer(item, Optional.empty(), Optional.of(text), Optional.empty());
  }

  private static ItemAnswer missing(String item, String reason) {
    return answer(item, Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  private static ItemAnswer answer(
      String item, Optional<Double> number, Optional<String> text, Optional<String> missing) {
    return new ItemAnswer(item, number, text, missing, 1, Optional.empty(), Optional.empty(), 0);
  }

  private static Optional<String> misfit(ItemAnswer... answers) {
    return FORM.misfit(List.of(answers)).map(QuestionnaireForm.Misfit::field);
  }

  @Test
  void values_on_both_ends_of_a_range_fit_and_those_beyond_do_not() {
    assertThat(misfit(number("day_distress", 0))).isEmpty();
    assertThat(misfit(number("day_distress", 100))).isEmpty();
    assertThat(misfit(number("day_distress", -1))).contains("items[0].number");
    assertThat(misfit(number("day_distress", 101))).contains("items[0].number");
    assertThat(misfit(number("day_distress", 0.5))).contains("items[0].number");
  }

  @Test
  void a_choice_is_one_of_the_codes_and_several_are_codes_in_order() {
    assertThat(misfit(number("day_company", 3))).isEmpty();
    assertThat(misfit(number("day_company", 2))).contains("items[0].number");
    assertThat(misfit(words("day_places", "1;3"))).isEmpty();
    assertThat(misfit(words("day_places", "3;1"))).contains("items[0].text");
    assertThat(misfit(words("day_places", "1;2"))).contains("items[0].text");
    assertThat(misfit(words("day_places", "often"))).contains("items[0].text");
  }

  @Test
  void a_value_of_the_wrong_type_is_named_by_what_should_be_there() {
    assertThat(misfit(words("day_distress", "high"))).contains("items[0].number");
    assertThat(misfit(number("day_note", 1))).contains("items[0].text");
  }

  @Test
  void an_item_is_known_and_answered_once_with_one_thing() {
    assertThat(misfit(number("day_unknown", 1))).contains("items[0].item");
    assertThat(misfit(number("day_distress", 1), number("day_distress", 1)))
        .contains("items[1].item");
    assertThat(misfit(answer("day_distress", Optional.empty(), Optional.empty(), Optional.empty())))
        .contains("items[0]");
    assertThat(misfit(missing("day_distress", "skipped"))).isEmpty();
    assertThat(misfit(missing("day_distress", "lazy"))).contains("items[0].missingReason");
  }

  @Test
  void an_answer_is_complete_with_a_value_or_a_reason_for_each_item_that_applied() {
    var calm =
        List.of(
            number("day_distress", 50), number("day_company", 1), missing("day_places", "skipped"));
    assertThat(FORM.completeness(calm)).isEqualTo(Completeness.COMPLETE);
    var upset =
        List.of(
            number("day_distress", 51), number("day_company", 1), missing("day_places", "skipped"));
    assertThat(FORM.completeness(upset)).isEqualTo(Completeness.PARTIAL);
    assertThat(FORM.completeness(calm.subList(0, 2))).isEqualTo(Completeness.PARTIAL);
  }

  @Test
  void items_are_kept_in_the_order_shown() {
    var second =
        new ItemAnswer(
            "day_a",
            Optional.of(1.0),
            Optional.empty(),
            Optional.empty(),
            2,
            Optional.empty(),
            Optional.empty(),
            0);
    assertThat(FORM.recorded(List.of(second, number("day_b", 1))))
        .extracting(ItemAnswer::item)
        .containsExactly("day_b", "day_a");
  }

  @Test
  void an_affect_grid_is_recorded_as_two_numbers_or_missing_twice() {
    assertThat(FORM.recorded(List.of(words("day_affect", "7;3"))))
        .extracting(ItemAnswer::item, ItemAnswer::number)
        .containsExactly(
            tuple("day_affect_arousal", Optional.of(3.0)),
            tuple("day_affect_pleasure", Optional.of(7.0)));
    assertThat(FORM.recorded(List.of(missing("day_affect", "skipped"))))
        .extracting(ItemAnswer::item, ItemAnswer::missingReason)
        .containsExactly(
            tuple("day_affect_arousal", Optional.of("skipped")),
            tuple("day_affect_pleasure", Optional.of("skipped")));
  }
}
