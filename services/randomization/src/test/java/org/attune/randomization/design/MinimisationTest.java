package org.attune.randomization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.attune.randomization.design.Minimisation.Imbalance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Minimisation by hand, and what holds whatever the counts are. */
class MinimisationTest {
  private static final Ratio PAIR = Ratio.EQUAL_PAIR;
  private static final long SEED = 20_261_129;

  private static Minimisation minimisation(
      Ratio ratio, Imbalance imbalance, long favoured, long of, Integer... weights) {
    return new Minimisation(
        ratio, List.of(weights), imbalance, BigInteger.valueOf(favoured), BigInteger.valueOf(of));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  /**
   * Two arms, four factors, and groups of 30:31, 17:18... as such tables are printed: with the
   * newcomer in the first arm the ranges are 0, 3, 1, 2, in the second 2, 1, 1, 4.
   */
  @Test
  void the_arm_that_leaves_the_groups_more_alike_is_preferred() {
    var counts = List.of(List.of(30, 31), List.of(18, 16), List.of(9, 9), List.of(19, 22));
    var step = minimisation(PAIR, Imbalance.RANGE, 3, 4, 1, 1, 1, 1).next(counts);
    assertThat(step.sums()).containsExactly(number("6"), number("8"));
    assertThat(step.tied()).containsExactly(0);
    assertThat(step.odds().share(0)).isEqualTo(0.75);
    assertThat(step.odds().share(1)).isEqualTo(0.25);
  }

  @Test
  void a_weight_can_turn_the_preference_round() {
    var counts = List.of(List.of(3, 2), List.of(1, 2));
    var alike = minimisation(PAIR, Imbalance.RANGE, 4, 5, 1, 1).next(counts);
    assertThat(alike.tied()).containsExactly(0, 1);
    assertThat(alike.odds()).isEqualTo(new Odds(alike.odds().weights().reversed()));
    var first = minimisation(PAIR, Imbalance.RANGE, 4, 5, 2, 1).next(counts);
    assertThat(first.sums()).containsExactly(number("4"), number("2"));
    assertThat(first.tied()).containsExactly(1);
    assertThat(first.odds().share(1)).isEqualTo(0.8);
  }

  @Test
  void variance_and_its_root_are_those_of_the_counts() {
    var counts = List.of(List.of(1, 2, 4));
    var variance = minimisation(Ratio.parse("1:1:1"), Imbalance.VARIANCE, 4, 5, 1).next(counts);
    // 2 2 4, 1 3 4, 1 2 5
    assertThat(variance.sums().get(0).doubleValue()).isCloseTo(4 / 3.0, within(1e-12));
    assertThat(variance.sums().get(1).doubleValue()).isCloseTo(7 / 3.0, within(1e-12));
    assertThat(variance.sums().get(2).doubleValue()).isCloseTo(13 / 3.0, within(1e-12));
    var root =
        minimisation(Ratio.parse("1:1:1"), Imbalance.STANDARD_DEVIATION, 4, 5, 1).next(counts);
    assertThat(root.sums().get(2).doubleValue()).isCloseTo(Math.sqrt(13 / 3.0), within(1e-12));
    assertThat(root.tied()).containsExactly(0);
    assertThat(root.odds().share(0)).isEqualTo(0.8);
    assertThat(root.odds().share(1)).isEqualTo(0.1);
  }

  /** root 2 + root 18 = root 32: no decimal comparison can know that, and no tie may be missed. */
  @Test
  void sums_of_roots_that_are_the_same_number_tie() {
    var one = RootSum.NOTHING.plus(1, 2).plus(1, 18);
    assertThat(one).isEqualTo(RootSum.NOTHING.plus(1, 32));
    assertThat(one).isEqualByComparingTo(RootSum.NOTHING.plus(2, 8));
    assertThat(RootSum.NOTHING.plus(1, 2).plus(1, 3)).isLessThan(RootSum.NOTHING.plus(1, 10));
    // 1000001 * 999999 = 10^12 - 1: the roots differ in the twelfth digit after the point.
    assertThat(RootSum.NOTHING.plus(1, 999_999_999_999L))
        .isLessThan(RootSum.NOTHING.plus(1_000_000, 1));
  }

  @Test
  void counts_in_the_ratio_are_balanced_and_nothing_is_preferred() {
    var ratio = Ratio.parse("4:3:2:1");
    var step = minimisation(ratio, Imbalance.VARIANCE, 1, 2, 1).next(List.of(List.of(8, 6, 4, 2)));
    // Whoever is counted in with a small arm unbalances it most.
    assertThat(step.tied()).containsExactly(0);
    assertThat(step.odds().share(0)).isCloseTo(1 - (0.5 / 9) * 6, within(1e-12));
    assertThat(step.odds().share(3)).isCloseTo(0.5 / 9, within(1e-12));
  }

  /** Mean over which arm is preferred, in the ratio: the ratio (Han, Enas and McEntegart 2009). */
  @Test
  void over_all_preferences_the_arms_follow_in_their_ratio() {
    var ratio = Ratio.parse("4:3:2:1");
    var minimisation = minimisation(ratio, Imbalance.RANGE, 7, 10, 1);
    var mean = new double[4];
    for (int preferred = 0; preferred < 4; preferred++) {
      var counts = new ArrayList<>(List.of(400, 300, 200, 100));
      counts.set(preferred, 0);
      var step = minimisation.next(List.of(counts));
      assertThat(step.tied()).containsExactly(preferred);
      for (int arm = 0; arm < 4; arm++) {
        mean[arm] += ratio.parts().get(preferred) / 10.0 * step.odds().share(arm);
      }
    }
    assertThat(mean).containsExactly(new double[] {0.4, 0.3, 0.2, 0.1}, within(1e-12));
  }

  @Test
  void of_the_first_newcomer_nothing_is_known() {
    var step = minimisation(Ratio.parse("1:1:1"), Imbalance.RANGE, 4, 5, 1, 2).next(nobody(2, 3));
    assertThat(step.tied()).containsExactly(0, 1, 2);
    for (int arm = 0; arm < 3; arm++) assertThat(step.odds().share(arm)).isEqualTo(1 / 3.0);
  }

  private static List<List<Integer>> nobody(int factors, int arms) {
    var counts = new ArrayList<List<Integer>>();
    for (int i = 0; i < factors; i++) counts.add(java.util.Collections.nCopies(arms, 0));
    return counts;
  }

  /** Another order of the arms gives the same step in that order. */
  @ParameterizedTest
  @EnumSource(Imbalance.class)
  void the_order_of_the_arms_does_not_matter(Imbalance imbalance) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int round = 0; round < 500; round++) {
      var counts = counts(random);
      var there = minimisation(Ratio.parse("1:2:3"), imbalance, 4, 5, 2, 3).next(counts);
      var reversed = counts.stream().map(List::reversed).toList();
      var back = minimisation(Ratio.parse("3:2:1"), imbalance, 4, 5, 2, 3).next(reversed);
      assertThat(back.sums()).as("seed " + SEED).isEqualTo(there.sums().reversed());
      assertThat(back.odds().weights()).isEqualTo(there.odds().weights().reversed());
    }
  }

  private static List<List<Integer>> counts(RandomGenerator random) {
    var counts = new ArrayList<List<Integer>>();
    for (int factor = 0; factor < 2; factor++) {
      counts.add(List.of(random.nextInt(6), random.nextInt(6), random.nextInt(6)));
    }
    return counts;
  }

  @Test
  void what_makes_no_minimisation_is_said_in_a_sentence() {
    assertThatThrownBy(() -> minimisation(PAIR, Imbalance.RANGE, 1, 1, 1))
        .hasMessageContaining("above 1/2 and below 1");
    assertThatThrownBy(() -> minimisation(PAIR, Imbalance.RANGE, 1, 2, 1))
        .hasMessageContaining("above 1/2 and below 1");
    assertThatThrownBy(() -> minimisation(PAIR, Imbalance.RANGE, 4, 5))
        .hasMessageContaining("1 to 16 factors");
    assertThatThrownBy(() -> minimisation(PAIR, Imbalance.RANGE, 4, 5, 0))
        .hasMessageContaining("weight of a factor");
    assertThatThrownBy(() -> minimisation(PAIR, Imbalance.RANGE, 4, 5, 1).next(List.of(List.of(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
