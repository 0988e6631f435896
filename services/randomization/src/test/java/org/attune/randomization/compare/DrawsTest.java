package org.attune.randomization.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.attune.randomization.design.Odds;
import org.junit.jupiter.api.Test;

/**
 * Draws are a function of seed, purpose and run, and every outcome is as probable as it should be.
 */
class DrawsTest {
  private static final long SEED = 20_261_129;
  private static final int DRAWN = 30_000;

  private static List<Long> words(long seed, String purpose, int run) {
    var draws = new Draws(seed, purpose, run);
    return LongStream.generate(draws::word).limit(9).boxed().toList();
  }

  @Test
  void seed_purpose_and_run_decide() {
    var words = words(SEED, "people", 3);
    assertThat(words(SEED, "people", 3)).isEqualTo(words).doesNotHaveDuplicates();
    assertThat(words(SEED + 1, "people", 3)).doesNotContainAnyElementsOf(words);
    assertThat(words(SEED, "fates", 3)).doesNotContainAnyElementsOf(words);
    assertThat(words(SEED, "people", 4)).doesNotContainAnyElementsOf(words);
  }

  /** The error of a share over so many draws is below 0.003. */
  @Test
  void every_outcome_is_as_probable_as_another() {
    for (int outcomes : new int[] {1, 2, 3, 5, 8, 11}) {
      var seen = new int[outcomes];
      var draws = new Draws(SEED, "outcomes", outcomes);
      for (int i = 0; i < DRAWN; i++) seen[(int) draws.below(outcomes)]++;
      for (int count : seen) {
        assertThat((double) count / DRAWN)
            .as("seed %d, %d outcomes", SEED, outcomes)
            .isCloseTo(1.0 / outcomes, within(0.012));
      }
    }
  }

  private static double firsts(Odds odds) {
    var weights = Weights.of(odds);
    var draws = new Draws(SEED, "odds", 0);
    int firsts = 0;
    for (int i = 0; i < DRAWN; i++) if (weights.pick(draws) == 0) firsts++;
    return (double) firsts / DRAWN;
  }

  @Test
  void weights_that_no_long_holds_are_drawn_as_exactly() {
    var huge = BigInteger.TEN.pow(40);
    var odds = new Odds(List.of(huge, huge.shiftLeft(1).add(BigInteger.ONE)));
    assertThat(Weights.of(odds)).isInstanceOf(Weights.Large.class);
    assertThat(firsts(odds)).as("seed %d", SEED).isCloseTo(1 / 3.0, within(0.012));
    var alike = new Odds(List.of(huge, huge.shiftLeft(1)));
    assertThat(Weights.of(alike)).isInstanceOf(Weights.Small.class);
    assertThat(firsts(alike)).as("seed %d", SEED).isCloseTo(1 / 3.0, within(0.012));
  }

  @Test
  void an_arm_without_weight_never_follows() {
    var odds = new Odds(List.of(BigInteger.ZERO, BigInteger.ONE));
    assertThat(firsts(odds)).isZero();
  }

  @Test
  void nothing_cannot_be_drawn_from() {
    var draws = new Draws(SEED, "nothing", 0);
    assertThatThrownBy(() -> draws.below(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> draws.below(BigInteger.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
