package org.attune.protocol.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Scores worked out by hand. Items not named in a test are answered as its first line says. */
class ScoringTest {
  @Test
  void self_compassion_subscales_are_raw_means_and_the_total_reverses_the_negative_ones() {
    // Positive items 4, negative items 2: reversed they count 4, so the total is 4.
    var negative = key("scs26").scale("scs26_total").orElseThrow().reversed();
    var answers = answers("scs26", item -> negative.contains(item) ? 2 : 4);
    assertScore("scs26", answers, "scs26_self_kindness", "4");
    assertScore("scs26", answers, "scs26_self_judgment", "2");
    assertScore("scs26", answers, "scs26_total", "4");
  }

  @Test
  void the_self_compassion_total_is_the_mean_of_26_items_not_of_six_subscales() {
    // Five self-kindness items at 5, all else counting 1: (5 x 5 + 21) / 26, not (5 + 5) / 6.
    var total = key("scs26").scale("scs26_total").orElseThrow();
    var kind = key("scs26").scale("scs26_self_kindness").orElseThrow().items();
    var answers =
        answers("scs26", item -> kind.contains(item) || total.reversed().contains(item) ? 5 : 1);
    assertScore("scs26", answers, "scs26_total", "1.769231");
    assertThat(score("scs26", answers, "scs26_total").ruleId())
        .isEqualTo("scs26_total:item-mean-reversed:80pct:v1");
  }

  @Test
  void distress_has_raw_and_doubled_scores_under_codes_of_their_own() {
    var answers = answers("dass21", item -> item % 4); // items 1 to 21
    // depression 3 5 10 13 16 17 21: 3+1+2+1+0+1+1; anxiety 2 4 7 9 15 19 20: 2+0+3+1+3+3+0
    // stress 1 6 8 11 12 14 18: 1+2+0+3+0+2+2
    assertScore("dass21", answers, "dass21_depression", "9");
    assertScore("dass21", answers, "dass21_anxiety", "12");
    assertScore("dass21", answers, "dass21_stress", "10");
    assertScore("dass21", answers, "dass21_total", "31");
    assertScore("dass21", answers, "dass21_depression_x2", "18");
    assertScore("dass21", answers, "dass21_total_x2", "62");
  }

  @Test
  void mindfulness_facets_are_sums_with_reversal_within_the_facet() {
    var answers = answers("ffmq15", item -> item <= 5 ? 5 : 2);
    assertScore("ffmq15", answers, "ffmq15_observe", "9"); // 5 + 2 + 2
    assertScore("ffmq15", answers, "ffmq15_describe", "11"); // 5 + (6-2) + 2
    assertScore("ffmq15", answers, "ffmq15_act_aware", "9"); // (6-5) + 4 + 4
    assertScore("ffmq15", answers, "ffmq15_nonjudge", "9");
    assertScore("ffmq15", answers, "ffmq15_nonreact", "9");
    assertScore("ffmq15", answers, "ffmq15_total", "47");
  }

  @Test
  void attachment_avoidance_reverses_its_first_four_items() {
    var answers = Map.of(1, 7, 2, 6, 3, 7, 4, 5, 5, 2, 6, 3, 7, 5, 8, 6, 9, 6);
    // (1 + 2 + 1 + 3 + 2 + 3) / 6 and (5 + 6 + 6) / 3
    assertScore("ecr_rs", answers, "ecr_rs_avoidance", "2");
    assertScore("ecr_rs", answers, "ecr_rs_anxiety", "5.666667");
    assertThat(key("ecr_rs").scoreCodes()).containsExactly("ecr_rs_avoidance", "ecr_rs_anxiety");
  }

  @Test
  void models_of_self_and_other_are_differences_of_ratings_keyed_by_style() {
    var answers = Map.of(1, 6, 2, 3, 3, 2, 4, 4); // secure, preoccupied, fearful, dismissing
    assertScore("rq", answers, "rq_self_model", "5"); // 6 + 4 - 3 - 2
    assertScore("rq", answers, "rq_other_model", "3"); // 6 + 3 - 4 - 2
    assertScore("rq", answers, "rq_dismissing", "4");
  }

  @Test
  void a_difference_is_never_prorated() {
    var answers = Map.of(1, 6, 2, 3, 3, 2);
    assertThat(score("rq", answers, "rq_self_model").value()).isEmpty();
    assertScore("rq", answers, "rq_secure", "6");
  }

  @Test
  void fillers_count_in_no_compassion_score() {
    var answers = answers("ceas", item -> item % 13 == 3 || item % 13 == 7 ? 10 : 1);
    assertScore("ceas", answers, "ceas_self_engagement", "6");
    assertScore("ceas", answers, "ceas_to_others_actions", "4");
    assertScore("ceas", answers, "ceas_from_others_engagement", "6");
  }

  @Test
  void wellbeing_has_a_percent_beside_its_raw_sum() {
    var answers = Map.of(1, 2, 2, 3, 3, 3, 4, 2, 5, 3);
    assertScore("who5", answers, "who5_total", "13");
    assertScore("who5", answers, "who5_percent", "52");
  }

  @Test
  void stress_reverses_its_positive_items() {
    assertScore("pss10", answers("pss10", _ -> 1), "pss10_total", "18"); // 6 x 1 + 4 x 3
  }

  @Test
  void a_sum_is_prorated_when_four_fifths_are_answered() {
    var answers = answers("phq9", _ -> 1);
    answers.put(1, 2);
    answers.remove(9); // 8 of 9: 9 / 8 x 9
    var score = score("phq9", answers, "phq9_total");
    assertThat(score.value()).contains(new BigDecimal("10.125"));
    assertThat(score.answered()).isEqualTo(8);
    assertThat(score.items()).isEqualTo(9);
    assertThat(score.missingReason()).isEmpty();
  }

  @Test
  void below_four_fifths_there_is_no_score_and_a_reason() {
    var answers = answers("phq9", _ -> 1);
    answers.remove(8);
    answers.remove(9);
    var score = score("phq9", answers, "phq9_total");
    assertThat(score.value()).isEmpty();
    assertThat(score.answered()).isEqualTo(7);
    assertThat(score.missingReason()).contains("too_few_items");
  }

  @Test
  void nothing_answered_is_missing_everywhere() {
    assertThat(Scoring.score(key("dass21"), Map.of()))
        .hasSize(8)
        .allSatisfy(score -> assertThat(score.missingReason()).contains("too_few_items"));
  }

  @Test
  void round_values_print_without_an_exponent() {
    var answers = answers("who5", _ -> 5);
    assertThat(score("who5", answers, "who5_percent").value().orElseThrow()).hasToString("100");
  }

  @Test
  void an_answer_outside_the_range_is_a_fault_that_does_not_repeat_it() {
    assertThatThrownBy(() -> Scoring.score(key("phq9"), Map.of(3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("phq9 item 3 takes 0 to 3");
    assertThatThrownBy(() -> Scoring.score(key("phq9"), Map.of(10, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("phq9 has no item 10");
  }

  @Test
  void a_key_that_is_not_enabled_scores_nothing() {
    assertThatThrownBy(() -> Scoring.score(key("ffmq39"), Map.of(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("instrument ffmq39 is not enabled");
  }

  private static Instrument key(String code) {
    return InstrumentLibrary.standard().find(code).orElseThrow();
  }

  private static Map<Integer, Integer> answers(String code, IntUnaryOperator answer) {
    var answers = new TreeMap<Integer, Integer>();
    for (int item = 1; item <= key(code).items(); item++) {
      answers.put(item, answer.applyAsInt(item));
    }
    return answers;
  }

  private static Score score(String code, Map<Integer, Integer> answers, String scale) {
    return Scoring.score(key(code), answers).stream()
        .filter(score -> score.code().equals(scale))
        .findFirst()
        .orElseThrow();
  }

  private static void assertScore(
      String code, Map<Integer, Integer> answers, String scale, String value) {
    assertThat(score(code, answers, scale).value().orElseThrow()).hasToString(value);
  }
}
