package org.attune.randomization.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.Minimisation.Imbalance;
import org.attune.randomization.design.Ratio;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast ways of minimisation say what the rule says. */
class PreferenceTest {
  private static final long SEED = 20_261_129;

  private static Minimisation minimisation(String ratio, Imbalance imbalance) {
    return new Minimisation(
        Ratio.parse(ratio),
        List.of(1, 1, 1, 1),
        imbalance,
        BigInteger.valueOf(3),
        BigInteger.valueOf(4));
  }

  private static Weights rule(Minimisation minimisation, int[][] groups) {
    var counts = new ArrayList<List<Integer>>();
    for (var group : groups) counts.add(Arrays.stream(group).boxed().toList());
    return Weights.of(minimisation.next(counts).odds());
  }

  /** The example of the documentation: sums 6 and 8, so that the first arm follows with 3/4. */
  @ParameterizedTest
  @EnumSource(names = "RANGE")
  void the_worked_example_prefers_the_first_arm(Imbalance imbalance) {
    var groups = new int[][] {{30, 31}, {18, 16}, {9, 9}, {19, 22}};
    var weights = Preference.of(minimisation("1:1", imbalance)).weights(groups).weights();
    assertThat(weights).containsExactly(BigInteger.valueOf(3), BigInteger.ONE);
  }

  @ParameterizedTest
  @EnumSource(Imbalance.class)
  void whatever_the_counts_the_odds_are_those_of_the_rule(Imbalance imbalance) {
    var draws = new Draws(SEED, "counts", 0);
    for (var ratio : List.of("1:1", "1:1:1", "1:2:3")) {
      var minimisation = minimisation(ratio, imbalance);
      var preference = Preference.of(minimisation);
      for (int round = 0; round < 200; round++) {
        var groups = groups(draws, minimisation.ratio().arms());
        assertThat(preference.weights(groups).weights())
            .as("seed %d, %s, %s", SEED, ratio, Arrays.deepToString(groups))
            .isEqualTo(rule(minimisation, groups).weights());
      }
    }
  }

  private static int[][] groups(Draws draws, int arms) {
    var groups = new int[4][arms];
    for (var group : groups) {
      for (int arm = 0; arm < arms; arm++) group[arm] = (int) draws.below(7);
    }
    return groups;
  }
}
