package org.attune.randomization.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.attune.randomization.design.AdjustableCoin;
import org.attune.randomization.design.BigStick;
import org.attune.randomization.design.BlockUrn;
import org.attune.randomization.design.Design;
import org.attune.randomization.design.EfronCoin;
import org.attune.randomization.design.MaximalProcedure;
import org.attune.randomization.design.PermutedBlocks;
import org.attune.randomization.design.Ratio;
import org.attune.randomization.design.SimpleDesign;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Along a list the odds of the state are those of the design, however the counts were reduced. */
class CountStatesTest {
  private static final long SEED = 20_261_129;
  private static final int LENGTH = 400;

  static Stream<Design> designs() {
    var pair = Ratio.parse("1:1");
    var unequal = Ratio.parse("3:1:2");
    return Stream.of(
        new SimpleDesign(unequal),
        new PermutedBlocks(unequal, 12),
        new BlockUrn(unequal, 12),
        new BlockUrn(pair, 6),
        new EfronCoin(pair, BigInteger.TWO, BigInteger.valueOf(3)),
        new AdjustableCoin(pair, 60),
        new BigStick(pair, 3),
        new MaximalProcedure(pair, LENGTH, 4));
  }

  @ParameterizedTest
  @MethodSource("designs")
  void the_odds_of_a_state_are_those_of_the_design(Design design) {
    var states = new CountStates(design);
    var draws = new Draws(SEED, "walk", 0);
    for (int list = 0; list < 3; list++) {
      var counts = new ArrayList<>(Collections.nCopies(design.arms(), 0));
      var state = states.start();
      for (int place = 0; place < LENGTH; place++) {
        var weights = states.weights(state);
        var exact = Weights.of(design.next(List.copyOf(counts)));
        assertThat(weights.weights()).as("seed %d, %s", SEED, counts).isEqualTo(exact.weights());
        int arm = weights.pick(draws);
        counts.set(arm, counts.get(arm) + 1);
        state = states.after(state, arm);
      }
    }
  }
}
