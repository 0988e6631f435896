package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders of numbers and ratios, on both sides. The study has a target of 60. */
class SettingValueRulesTest {
  private static final String FACTOR = "strata: [" + RandomizedStudy.STRATUM + "]";

  private static RandomizedStudy coin(String p) {
    return RandomizedStudy.by("method: biased-coin, p: " + p);
  }

  private static RandomizedStudy minimised(String p) {
    return RandomizedStudy.by("method: minimisation, imbalance: range, p: " + p + ", " + FACTOR);
  }

  private static RandomizedStudy maximal(String keys) {
    return RandomizedStudy.by("method: maximal, " + keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2/3", "0.8", "\"0.8\"", "0.500000000000000001", "99999999/100000000"})
  void a_biased_coin_prefers_one_arm_and_leaves_the_other_a_chance(String p) {
    assertThat(coin(p).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/2", "0.5", "3/6", "0", "1", "1.0", "3/2", "4/4"})
  void a_coin_that_prefers_none_or_is_certain_is_refused(String p) {
    assertThat(coin(p).errors()).containsExactly("setting-out-of-range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two thirds", "-0.8", "2/0", "66%", "\"2 / 3\"", ".8", "8e-1", "[2, 3]"})
  void a_probability_is_a_fraction_or_a_decimal(String p) {
    assertThat(coin(p).errors())
        .containsExactly(p.startsWith("[") ? "not-a-text" : "malformed-probability");
  }

  @Test
  void certainty_is_refused_with_its_reason() {
    assertThat(minimised("1.00").linting().findings().getFirst().sentence())
        .isEqualTo(
            "With p: 1.00 the next allocation would be certain, where a random element is wanted"
                + " (ICH E9, section 2.3.2); method 'minimisation' takes a p above 1/2 and below 1."
                + " Stay within what the method takes.");
  }

  @ParameterizedTest
  @CsvSource({
    "1/2, With p: 1/2 no arm is preferred;",
    "1, With p: 1 the next allocation would be certain",
    "3/2, With p: 3/2 an arm would have more than all of the chance;"
  })
  void the_finding_says_what_is_wrong_with_p(String p, String beginning) {
    assertThat(coin(p).linting().findings().getFirst().sentence()).startsWith(beginning);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1/2, false",
    "1, 1, 0.51, true",
    "2, 1, 1/3, false",
    "2, 1, 0.334, true",
    "3, 2, 2/5, false",
    "3, 2, 0.41, true",
    "3, 2, 1, false"
  })
  void minimisation_prefers_above_the_share_of_the_least_arm(
      int one, int other, String p, boolean fits) {
    var errors = minimised(p).ratio(one, other).errors();
    if (fits) assertThat(errors).isEmpty();
    else assertThat(errors).containsExactly("setting-out-of-range");
  }

  @ParameterizedTest
  @CsvSource({
    "a: 1,",
    "a: 100,",
    "a: 0, number-out-of-range",
    "a: 101, number-out-of-range",
    "a: 1.5, not-a-number"
  })
  void the_adjustable_coin_is_as_steep_as_a_hundred(String key, String code) {
    alone(RandomizedStudy.by("method: biased-coin, " + key), code);
  }

  @ParameterizedTest
  @CsvSource({
    "1, tolerance-one",
    "2,",
    "59,",
    "60, tolerance-not-binding",
    "1000, tolerance-not-binding",
    "0, number-out-of-range",
    "1001, number-out-of-range"
  })
  void a_big_stick_is_shorter_than_the_sample(String mti, String code) {
    alone(RandomizedStudy.by("method: big-stick, mti: " + mti), code);
  }

  @ParameterizedTest
  @CsvSource({
    "2, tolerance-one, 1",
    "24,, 3",
    "24,, 11",
    "24, tolerance-not-binding, 12",
    "200,, 3",
    "7, setting-out-of-range, 3",
    "1, number-out-of-range, 3",
    "201, number-out-of-range, 3",
    "202, number-out-of-range, 3"
  })
  void a_list_that_ends_level_has_an_even_length_and_turns_back_half_way(
      String length, String code, String mti) {
    alone(maximal("mti: " + mti + ", length: " + length + ", when-exhausted: again"), code);
  }

  @ParameterizedTest
  @CsvSource({
    "60, wait,",
    "58, wait, list-too-short",
    "58, again,",
    "58, simple,",
    "58, stop, unknown-value"
  })
  void lists_after_which_nothing_comes_hold_the_target(String length, String then, String code) {
    alone(maximal("mti: 3, length: " + length + ", when-exhausted: " + then), code);
  }

  @Test
  void strata_have_a_list_of_the_maximal_procedure_each() {
    var keys = "mti: 3, when-exhausted: wait, " + FACTOR + ", length: ";
    alone(maximal(keys + 28), "list-too-short");
    assertThat(maximal(keys + 30).codes()).isEmpty();
    alone(maximal(keys + 32), "strata-too-many");
  }

  @Test
  void the_rows_of_a_list_do_not_begin_again() {
    assertThat(RandomizedStudy.by("method: list, when-exhausted: wait").codes()).isEmpty();
    assertThat(RandomizedStudy.by("method: list, when-exhausted: simple").codes()).isEmpty();
    alone(RandomizedStudy.by("method: list, when-exhausted: again"), "setting-out-of-range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "biased-coin, p: 2/3",
        "big-stick, mti: 3",
        "maximal, mti: 3, length: 24, when-exhausted: again"
      })
  void what_looks_at_a_difference_is_for_two_arms_alike(String method) {
    assertThat(RandomizedStudy.by("method: " + method).ratio(1, 1).errors()).isEmpty();
    for (var ratio : new int[][] {{2, 1}, {2, 2}, {1, 1, 1}}) {
      assertThat(RandomizedStudy.by("method: " + method).ratio(ratio).errors())
          .containsExactly("ratio-unsuited");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simple",
        "permuted-blocks, block-sizes: [8, 12]",
        "block-urn, block-sizes: [8]",
        "list, when-exhausted: wait"
      })
  void other_methods_serve_any_ratio(String method) {
    assertThat(RandomizedStudy.by("method: " + method).ratio(2, 1, 1).errors()).isEmpty();
  }

  @Test
  void minimisation_serves_ratios_whose_multiples_it_can_count() {
    assertThat(minimised("4/5").ratio(83, 89).target(1353).errors()).isEmpty(); // 7387 x 1353
    assertThat(minimised("4/5").ratio(83, 89).target(1354).errors())
        .containsExactly("ratio-unsuited");
    assertThat(minimised("4/5").ratio(97, 89, 83, 79, 73, 71, 67, 61, 59, 53).errors())
        .containsExactly("ratio-unsuited");
  }

  @ParameterizedTest
  @CsvSource({"1,", "16,", "17, setting-out-of-range"})
  void minimisation_balances_sixteen_factors(int factors, String code) {
    var strata =
        IntStream.rangeClosed(1, factors)
            .mapToObj(i -> RandomizedStudy.STRATUM.replace("id: attachment", "id: factor-" + i))
            .collect(Collectors.joining(", "));
    alone(
        RandomizedStudy.by(
            "method: minimisation, p: 4/5, imbalance: variance, strata: [" + strata + "]"),
        code);
  }

  @ParameterizedTest
  @CsvSource({
    "1,",
    "1000,",
    "0, number-out-of-range",
    "1001, number-out-of-range",
    "heavy, not-a-number"
  })
  void a_factor_weighs_up_to_a_thousand(String weight, String code) {
    alone(
        RandomizedStudy.by(
            "method: minimisation, p: 4/5, imbalance: standard-deviation, strata: ["
                + RandomizedStudy.STRATUM.replace("}", ", weight: " + weight + "}")
                + "]"),
        code);
  }

  @Test
  void an_imbalance_that_nobody_knows_is_a_finding() {
    alone(
        RandomizedStudy.by("method: minimisation, p: 4/5, imbalance: ranje, " + FACTOR),
        "unknown-value");
  }

  @ParameterizedTest
  @CsvSource({
    "[8],",
    "[2], block-equals-arms",
    "[7], block-not-multiple",
    "'[8, 8]', block-sizes-several",
    "'[4, 8]', block-sizes-several"
  })
  void an_urn_has_one_size(String sizes, String code) {
    alone(RandomizedStudy.by("method: block-urn, block-sizes: " + sizes), code);
  }

  @Test
  void a_ratio_that_cannot_be_read_is_not_judged() {
    var study = RandomizedStudy.by("method: big-stick, mti: 3").ratio(2, 0);
    assertThat(study.codes()).containsExactly("ratio-not-positive");
  }

  /** That the study has this finding alone; none if there is no code. */
  private static void alone(RandomizedStudy study, String code) {
    if (code == null) assertThat(study.codes()).isEmpty();
    else assertThat(study.codes()).containsExactly(code);
  }
}
