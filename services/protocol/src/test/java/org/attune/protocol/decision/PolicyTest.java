package org.attune.protocol.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.protocol.canonical.CanonicalPolicy;
import org.attune.protocol.decision.Availability.Available;
import org.attune.protocol.decision.Availability.Unavailable;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.DecisionPolicy;
import org.junit.jupiter.api.Test;

/**
 * A decision point that offers a breath or a pause to whoever says distress 60 or more and had no
 * breath today.
 */
class PolicyTest {
  private static final byte[] SEED = HexFormat.of().parseHex("07".repeat(32));
  private static final Map<String, String> CONSTANT =
      Map.of("breath", "0.4", "pause", "0.2", "none", "0.4");

  /** As the reader of a bundle tells them apart. */
  private static Map<String, Double> numbers(Map<String, String> options) {
    var numbers = new TreeMap<String, Double>();
    options.forEach(
        (option, text) -> {
          if (text.startsWith("0.")) numbers.put(option, Double.valueOf(text));
        });
    return numbers;
  }

  private static Map<String, String> formulas(Map<String, String> options) {
    var formulas = new TreeMap<>(options);
    formulas.values().removeIf(text -> text.startsWith("0."));
    return formulas;
  }

  private static final Map<String, String> CHANGING =
      Map.of("breath", "answer.distress > 80 ? 0.6 : 0.3", "pause", "0.1", "none", "rest");

  private static Policy policy(Map<String, String> options) {
    return Policy.of(
        new DecisionPolicy(
            "soothing",
            "ema.daily",
            "answer.distress >= 60 && !today.has('breath')",
            numbers(options),
            formulas(options),
            Optional.of(new DecisionPoint.Bounds(0.1, 0.7)),
            Map.of("breath", 0.3, "pause", 0.2, "none", 0.5),
            new DecisionPoint.Proximal("momentary.distress", "next-prompt", Duration.ofHours(4)),
            Map.of(
                "answer.distress",
                "INTEGER",
                "answer.calm",
                "INTEGER",
                "today.has_breath",
                "BOOLEAN")));
  }

  private static Map<String, Object> distress(int value, boolean breathed) {
    return Map.of("answer.distress", value, "today.has_breath", breathed, "site", "s1");
  }

  private static Available available(Policy policy, Map<String, Object> known) {
    return (Available) policy.availability(policy.inputs(known));
  }

  @Test
  void what_the_expressions_name_is_what_is_recorded() {
    assertThat(policy(CONSTANT).inputs(distress(61, false)))
        .containsExactly(
            new Input("answer.distress", Optional.of("61")),
            new Input("today.has('breath')", Optional.of("false")));
  }

  @Test
  void the_condition_decides_availability_and_says_why_not() {
    var policy = policy(CONSTANT);
    assertThat(policy.availability(policy.inputs(distress(60, false))))
        .isInstanceOf(Available.class);
    assertThat(policy.availability(policy.inputs(distress(59, false))))
        .isInstanceOfSatisfying(
            Unavailable.class,
            no -> assertThat(no.reason()).isEqualTo(UnavailableReason.CONDITION_FALSE));
    assertThat(policy.availability(policy.inputs(Map.of("today.has_breath", false))))
        .isInstanceOfSatisfying(
            Unavailable.class,
            no -> assertThat(no.reason()).isEqualTo(UnavailableReason.CONDITION_UNKNOWN));
  }

  @Test
  void one_false_part_is_enough_where_the_other_is_unknown() {
    var policy = policy(CONSTANT);
    assertThat(policy.availability(policy.inputs(Map.of("today.has_breath", true))))
        .isInstanceOfSatisfying(
            Unavailable.class,
            no -> assertThat(no.reason()).isEqualTo(UnavailableReason.CONDITION_FALSE));
  }

  @Test
  void probabilities_are_exact_and_in_the_order_of_names() {
    var policy = policy(CONSTANT);
    var chances = policy.chances(available(policy, distress(70, false)));
    assertThat(chances.fallback()).isEmpty();
    assertThat(chances.of())
        .containsExactly(
            new Chance("breath", new BigDecimal("0.4")),
            new Chance("none", new BigDecimal("0.4")),
            new Chance("pause", new BigDecimal("0.2")));
  }

  @Test
  void probabilities_may_depend_on_what_is_known() {
    var policy = policy(CHANGING);
    assertThat(policy.chances(available(policy, distress(70, false))).of())
        .contains(
            new Chance("breath", new BigDecimal("0.3")), new Chance("none", new BigDecimal("0.6")));
    assertThat(policy.chances(available(policy, distress(90, false))).of())
        .contains(
            new Chance("breath", new BigDecimal("0.6")), new Chance("none", new BigDecimal("0.3")));
  }

  @Test
  void what_cannot_be_drawn_by_is_replaced_by_the_fallback_and_its_cause() {
    var unknown =
        policy(Map.of("breath", "answer.calm > 5 ? 0.2 : 0.3", "pause", "0.2", "none", "rest"));
    var above = policy(Map.of("breath", "answer.distress > 60 ? 0.75 : 0.1", "none", "rest"));
    var notOne =
        policy(Map.of("breath", "answer.distress > 60 ? 0.3 : 0.1", "pause", "0.2", "none", "0.4"));

    assertFallback(unknown, FallbackCause.NOT_KNOWN);
    assertFallback(above, FallbackCause.OUT_OF_BOUNDS);
    assertFallback(notOne, FallbackCause.NOT_ONE);
  }

  private static void assertFallback(Policy policy, FallbackCause cause) {
    var chances = policy.chances(available(policy, distress(70, false)));
    assertThat(chances.fallback()).contains(cause);
    assertThat(chances.of()).contains(new Chance("none", new BigDecimal("0.5")));
  }

  @Test
  void the_same_decision_is_drawn_alike_and_another_seed_or_decision_otherwise() {
    var policy = policy(CONSTANT);
    var somebody = available(policy, distress(70, false));
    var decision = DecisionId.of(new UUID(0, 1), "soothing");
    var drawn = policy.draw(somebody, SEED, decision);
    assertThat(policy.draw(somebody, SEED, decision)).isEqualTo(drawn);
    assertThat(policy.draw(somebody, new byte[32], decision).draw()).isNotEqualTo(drawn.draw());
    var other = DecisionId.of(new UUID(0, 1), "calming");
    assertThat(policy.draw(somebody, SEED, other).draw()).isNotEqualTo(drawn.draw());
  }

  @Test
  void an_option_is_the_first_whose_cumulative_probability_is_above_the_draw() {
    var policy = policy(CONSTANT);
    var chances = policy.chances(available(policy, distress(70, false)));
    assertThat(OptionDraw.option(chances, 0)).isEqualTo("breath");
    assertThat(OptionDraw.option(chances, Math.nextDown(0.4))).isEqualTo("breath");
    assertThat(OptionDraw.option(chances, Math.nextUp(0.4))).isEqualTo("none");
    assertThat(OptionDraw.option(chances, Math.nextDown(1.0))).isEqualTo("pause");
  }

  @Test
  void options_are_drawn_as_often_as_they_are_probable() {
    var policy = policy(CONSTANT);
    var somebody = available(policy, distress(70, false));
    var drawn = new TreeMap<String, Integer>();
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      var decision = DecisionId.of(new UUID(7, i), "soothing");
      drawn.merge(policy.draw(somebody, SEED, decision).option(), 1, Integer::sum);
    }
    assertThat(drawn.get("breath") / (double) draws).isCloseTo(0.4, within(0.015));
    assertThat(drawn.get("pause") / (double) draws).isCloseTo(0.2, within(0.015));
  }

  @Test
  void a_policy_is_its_canonical_text() {
    var text = policy(CHANGING).text();
    var canonical = CanonicalPolicy.of(text);
    assertThat(CanonicalPolicy.read(canonical.json())).isEqualTo(text);
    assertThat(Policy.of(CanonicalPolicy.read(canonical.json())).sha256())
        .isEqualTo(canonical.sha256());
    assertThatThrownBy(() -> CanonicalPolicy.read(canonical.json() + " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_input_that_no_fact_has_is_a_fault_of_the_record() {
    assertThatThrownBy(
            () -> policy(CONSTANT).availability(List.of(new Input("answer.joy", Optional.of("3")))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void codes_are_a_list() {
    var policy =
        Policy.of(
            new DecisionPolicy(
                "soothing",
                "ema.daily",
                "1 in answer.company && prompt.index > 1 && today.given < 2",
                Map.of("breath", 0.5, "none", 0.5),
                Map.of(),
                Optional.empty(),
                Map.of(),
                new DecisionPoint.Proximal(
                    "momentary.distress", "next-prompt", Duration.ofHours(4)),
                Map.of(
                    "answer.company",
                    "CODES",
                    DecisionFacts.INDEX,
                    "INTEGER",
                    DecisionFacts.GIVEN_TODAY,
                    "INTEGER")));
    Map<String, Object> known =
        Map.of(
            "answer.company", List.of(1, 3), DecisionFacts.INDEX, 2, DecisionFacts.GIVEN_TODAY, 0);
    var inputs = policy.inputs(known);
    assertThat(inputs).contains(new Input("answer.company", Optional.of("1;3")));
    assertThat(policy.availability(inputs)).isInstanceOf(Available.class);
  }
}
