package org.attune.standalone.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.model.Protocol;
import org.junit.jupiter.api.Test;

/** Scores of 6,000 synthetic people of the three-arm example, each in every arm. */
class CalibrationTest {
  private static final int PEOPLE = 6_000;
  private static final Protocol PROTOCOL = Examples.protocol("abct-mbsr-tau");
  private static final RehearsalPlan PLAN = Examples.plan("abct-mbsr-tau");

  private static double difference(RehearsalPlan plan, String score, String at, String arm) {
    var population = new Population(PROTOCOL, plan, 11);
    double sum = 0;
    for (int i = 0; i < PEOPLE; i++) {
      var person = population.person(i);
      sum += person.score(at, score, arm) - person.score(at, score, "tau");
    }
    return sum / PEOPLE;
  }

  @Test
  void measured_means_differ_as_published() {
    assertThat(difference(PLAN, "dass21_total", "post", "abct")).isCloseTo(-13.20, offset(0.15));
    assertThat(difference(PLAN, "dass21_total", "post", "mbsr")).isCloseTo(-11.51, offset(0.15));
    assertThat(difference(PLAN, "dass21_total", "month6", "abct")).isCloseTo(-7.20, offset(0.15));
    assertThat(difference(PLAN, "dass21_total", "month6", "mbsr")).isCloseTo(-8.59, offset(0.15));
  }

  @Test
  void a_mean_of_26_items_differs_as_planted() {
    assertThat(difference(PLAN, "scs26_total", "mid", "abct")).isCloseTo(0.60, offset(0.01));
  }

  @Test
  void planting_nothing_gives_equal_arms() {
    var none = PLAN.scaled(0);
    assertThat(difference(none, "dass21_total", "post", "abct")).isCloseTo(0, offset(0.15));
    assertThat(difference(none, "scs26_total", "mid", "mbsr")).isCloseTo(0, offset(0.01));
  }

  @Test
  void planting_twice_as_much_gives_twice_as_much_in_spite_of_the_floor() {
    var twice = PLAN.scaled(2);
    assertThat(difference(twice, "dass21_total", "post", "abct")).isCloseTo(-26.40, offset(0.25));
  }

  @Test
  void the_latent_shift_is_larger_than_the_direct_effect_where_the_floor_takes_some() {
    var shifts = OutcomeModel.of(PROTOCOL, PLAN).shifts("dass21_total", "post");
    assertThat(shifts.get("abct")).isBetween(-9.0, -8.40);
    assertThat(shifts.get("tau")).isNull();
  }

  @Test
  void the_mediator_carries_what_the_plan_says() {
    // Within one arm the outcome moves by b per unit of the mediator, beside what the baseline
    // explains; the covariance with the mediator's own new part shows b.
    var population = new Population(PROTOCOL, PLAN, 5);
    double with = 0;
    double square = 0;
    for (int i = 0; i < PEOPLE; i++) {
      var person = population.person(i);
      double gain =
          person.score("mid", "scs26_total", "abct")
              - 0.7 * person.score("baseline", "scs26_total", "abct");
      double mean = 2.62 + 0.60 - 0.7 * 2.6;
      with += (gain - mean) * person.score("post", "dass21_total", "abct");
      square += (gain - mean) * (gain - mean);
    }
    assertThat(with / square).isCloseTo(-8, offset(1.0));
  }

  @Test
  void more_than_the_scale_holds_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> OutcomeModel.of(PROTOCOL, PLAN.scaled(4)))
        .isInstanceOf(UnreachablePlanException.class)
        .hasMessageContaining("plant less");
  }

  @Test
  void scores_keep_their_declared_spread_beside_mediators() {
    var population = new Population(PROTOCOL, PLAN, 3);
    Map<String, Double> sums = new TreeMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      double score = population.person(i).score("post", "dass21_total", "tau");
      sums.merge("sum", score, Double::sum);
      sums.merge("squares", score * score, Double::sum);
    }
    double mean = sums.get("sum") / PEOPLE;
    assertThat(Math.sqrt(sums.get("squares") / PEOPLE - mean * mean)).isCloseTo(9, offset(0.3));
  }
}
