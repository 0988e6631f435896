package org.attune.randomization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What designs promise, against what is known of them and against counting list by list. */
class DesignPropertiesTest {
  private static final Ratio PAIR = Ratio.EQUAL_PAIR;
  private static final Ratio UNEQUAL = Ratio.parse("2:1:1");

  /** A design, its ratio, and the length of the list. */
  private record Case(Design design, Ratio ratio, int length) {
    DesignProperties properties() {
      return DesignProperties.of(design, ratio, length);
    }
  }

  private static EfronCoin efron(long favoured, long of) {
    return new EfronCoin(PAIR, BigInteger.valueOf(favoured), BigInteger.valueOf(of));
  }

  private static void alike(DesignProperties one, DesignProperties other) {
    assertThat(one.convergence()).isCloseTo(other.convergence(), within(1e-12));
    assertThat(one.divergence()).isCloseTo(other.divergence(), within(1e-12));
    assertThat(one.finalImbalance()).isCloseTo(other.finalImbalance(), within(1e-12));
    assertThat(one.greatestImbalance()).isCloseTo(other.greatestImbalance(), within(1e-12));
  }

  @Test
  void nothing_can_be_guessed_of_a_fair_coin() {
    var four = DesignProperties.of(new SimpleDesign(PAIR), PAIR, 4);
    assertThat(four.convergence()).isEqualTo(0.5);
    assertThat(four.divergence()).isEqualTo(0.5);
    // Of 16 lists 6 end level, 8 differ by 2 and 2 by 4; on the way 4 by 1, 8 by 2, 2 by 3, 2 by 4.
    assertThat(four.finalImbalance()).isEqualTo((8 * 2 + 2 * 4) / 16.0);
    assertThat(four.greatestImbalance()).isEqualTo((4 * 1 + 8 * 2 + 2 * 3 + 2 * 4) / 16.0);
  }

  @Test
  void blocks_of_two_give_every_second_place_away() {
    var two = DesignProperties.of(new PermutedBlocks(PAIR, 2), PAIR, 24);
    assertThat(two.convergence()).isEqualTo(0.75);
    assertThat(two.divergence()).isEqualTo(0.25);
    assertThat(two.finalImbalance()).isZero();
    assertThat(two.greatestImbalance()).isEqualTo(1);
  }

  /** Blackwell and Hodges 1957: n/2 - 1/2 + 2^(n-1) / C(n, n/2) right guesses of n places. */
  @Test
  void one_block_is_guessed_as_blackwell_and_hodges_say() {
    for (int half = 1; half <= 12; half++) {
      int n = 2 * half;
      double choices = 1;
      for (int i = 1; i <= half; i++) choices = choices * (half + i) / i;
      double right = half - 0.5 + Math.pow(2, n - 1) / choices;
      var block = DesignProperties.of(new PermutedBlocks(PAIR, n), PAIR, n);
      assertThat(block.convergence()).isCloseTo(right / n, within(1e-12));
    }
  }

  @Test
  void the_coin_of_two_thirds_is_level_after_two_places_with_two_thirds() {
    var two = DesignProperties.of(efron(2, 3), PAIR, 2);
    assertThat(two.finalImbalance()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(two.convergence()).isCloseTo((0.5 + 2 / 3.0) / 2, within(1e-12));
  }

  @Test
  void designs_meet_at_their_limits() {
    for (int n = 2; n <= 24; n += 2) {
      var simple = DesignProperties.of(new SimpleDesign(PAIR), PAIR, n);
      alike(DesignProperties.of(efron(1, 2), PAIR, n), simple);
      alike(DesignProperties.of(new AdjustableCoin(PAIR, 0), PAIR, n), simple);
      alike(DesignProperties.of(new BigStick(PAIR, n), PAIR, n), simple);
      var pairs = DesignProperties.of(new PermutedBlocks(PAIR, 2), PAIR, n);
      alike(DesignProperties.of(new BigStick(PAIR, 1), PAIR, n), pairs);
      alike(DesignProperties.of(new BlockUrn(PAIR, 2), PAIR, n), pairs);
      alike(DesignProperties.of(new MaximalProcedure(PAIR, n, 1), PAIR, n), pairs);
      var block = DesignProperties.of(new PermutedBlocks(PAIR, n), PAIR, n);
      alike(DesignProperties.of(new MaximalProcedure(PAIR, n, n), PAIR, n), block);
    }
  }

  /** Whoever guesses against somebody else is right when the other is wrong; ties are halves. */
  @Test
  void of_two_arms_alike_one_of_both_strategies_is_right() {
    for (var pair : all().filter(c -> c.ratio().isEqualPair()).toList()) {
      var properties = pair.properties();
      assertThat(properties.convergence() + properties.divergence()).isCloseTo(1, within(1e-12));
    }
  }

  static Stream<Case> all() {
    return Stream.of(
        new Case(new SimpleDesign(UNEQUAL), UNEQUAL, 7),
        new Case(new PermutedBlocks(UNEQUAL, 8), UNEQUAL, 9),
        new Case(new BlockUrn(UNEQUAL, 8), UNEQUAL, 9),
        new Case(new BlockUrn(PAIR, 6), PAIR, 11),
        new Case(new SimpleDesign(PAIR), PAIR, 10),
        new Case(efron(3, 4), PAIR, 11),
        new Case(new AdjustableCoin(PAIR, 2), PAIR, 11),
        new Case(new BigStick(PAIR, 3), PAIR, 11),
        new Case(new MaximalProcedure(PAIR, 12, 3), PAIR, 12));
  }

  /** List by list, each with the product of its chances. */
  @ParameterizedTest
  @MethodSource("all")
  void counting_together_is_as_counting_one_by_one(Case one) {
    var sums = new double[4];
    walk(one, new ArrayList<>(), 1, sums);
    assertThat(sums[0]).isCloseTo(1, within(1e-12));
    var properties = one.properties();
    assertThat(properties.convergence()).isCloseTo(sums[1] / one.length(), within(1e-12));
    assertThat(properties.finalImbalance()).isCloseTo(sums[2], within(1e-12));
    assertThat(properties.greatestImbalance()).isCloseTo(sums[3], within(1e-12));
  }

  private static List<Integer> counts(Case one, List<Integer> list) {
    var counts = new ArrayList<>(Collections.nCopies(one.ratio().arms(), 0));
    for (int arm : list) counts.set(arm, counts.get(arm) + 1);
    return counts;
  }

  private static void walk(Case one, List<Integer> list, double probability, double[] sums) {
    if (list.size() == one.length()) {
      sums[0] += probability;
      double greatest = 0;
      for (int upTo = 1; upTo <= list.size(); upTo++) {
        greatest = Math.max(greatest, apart(one, counts(one, list.subList(0, upTo))));
      }
      sums[2] += probability * apart(one, counts(one, list));
      sums[3] += probability * greatest;
      return;
    }
    var counts = counts(one, list);
    var odds = one.design().next(counts);
    double least = Double.MAX_VALUE;
    for (int i = 0; i < counts.size(); i++) least = Math.min(least, load(one, counts, i));
    var tied = new ArrayList<Integer>();
    for (int i = 0; i < counts.size(); i++) if (load(one, counts, i) == least) tied.add(i);
    for (int arm : tied) sums[1] += probability * odds.share(arm) / tied.size();
    for (int arm = 0; arm < counts.size(); arm++) {
      if (odds.share(arm) == 0) continue;
      list.addLast(arm);
      walk(one, list, probability * odds.share(arm), sums);
      list.removeLast();
    }
  }

  private static double load(Case one, List<Integer> counts, int arm) {
    return (double) counts.get(arm) / one.ratio().parts().get(arm);
  }

  private static double apart(Case one, List<Integer> counts) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int arm = 0; arm < counts.size(); arm++) {
      least = Math.min(least, load(one, counts, arm));
      most = Math.max(most, load(one, counts, arm));
    }
    return most - least;
  }

  private static DesignChoice choice(String method, String ratio, String chance) {
    return new DesignChoice(
        method,
        Ratio.parse(ratio),
        Optional.empty(),
        Optional.of(chance).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  private static void unusable(DesignChoice choice, String part) {
    assertThatThrownBy(() -> choice.design(12))
        .isInstanceOf(UnusableDesignException.class)
        .hasMessageContaining(part);
  }

  @Test
  void what_makes_no_design_is_said_in_a_sentence() {
    unusable(choice("biased-coin", "1:1", "1"), "p from 0.5 to below 1");
    unusable(choice("biased-coin", "1:1", "0.4"), "p from 0.5 to below 1");
    unusable(choice("biased-coin", "1:1", "much"), "write a probability");
    unusable(choice("biased-coin", "1:1", ""), "either --p");
    unusable(choice("biased-coin", "2:1", "2/3"), "two arms in the ratio 1:1");
    unusable(choice("permuted-blocks", "1:1", ""), "needs --block-size");
    unusable(choice("simple", "1:1", "2/3"), "does not take --p");
    unusable(choice("minimisation", "1:1", ""), "has no exact properties");
    unusable(choice("shuffle", "1:1", ""), "There is no method shuffle");
    assertThatThrownBy(() -> Ratio.parse("1:0")).hasMessageContaining("is no ratio");
    assertThatThrownBy(() -> new PermutedBlocks(UNEQUAL, 6)).hasMessageContaining("multiple of 4");
    assertThatThrownBy(() -> new MaximalProcedure(PAIR, 7, 2)).hasMessageContaining("even length");
    assertThatThrownBy(() -> DesignProperties.of(new SimpleDesign(PAIR), PAIR, 25))
        .hasMessageContaining("1 to 24 places");
  }

  @Test
  void a_fraction_and_its_decimal_are_the_same_coin() {
    var fraction = DesignProperties.of(choice("biased-coin", "1:1", "3/4").design(9), PAIR, 9);
    var decimal = DesignProperties.of(choice("biased-coin", "1:1", "0.75").design(9), PAIR, 9);
    alike(fraction, decimal);
  }
}
