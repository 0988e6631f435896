package org.attune.randomization.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.randomization.engine.AllocationConfiguration.ArmShare;
import org.junit.jupiter.api.Test;

/**
 * Threat T01: somebody who sees all that blinded staff see (who was randomized, when, in which
 * stratum, and the totals of the study) guesses the next arm. They learn from 5,000 finished trials
 * which arm is most frequent at each place of a stratum, and guess in 5,000 others.
 */
class PredictorLawsTest {
  private static final int TRIALS = 5_000;
  private static final int PLACES = 10;
  private static final AllocationConfiguration CONFIGURATION =
      Lists.stratified(List.of(new ArmShare("a", 1), new ArmShare("b", 1)), List.of(4, 6));

  @Test
  void whoever_sees_no_arm_guesses_no_better_than_chance() {
    var seen = new HashMap<Integer, Map<String, Integer>>();
    for (int seed = 0; seed < TRIALS; seed++) {
      for (var place : Lists.first(PLACES, Lists.seed(seed), CONFIGURATION, "s1|secure")) {
        seen.computeIfAbsent(place.index(), _ -> new HashMap<>())
            .merge(place.arm(), 1, Integer::sum);
      }
    }
    int right = 0;
    for (int seed = TRIALS; seed < 2 * TRIALS; seed++) {
      for (var place : Lists.first(PLACES, Lists.seed(seed), CONFIGURATION, "s1|secure")) {
        var at = seen.get(place.index());
        var guess = at.getOrDefault("a", 0) >= at.getOrDefault("b", 0) ? "a" : "b";
        if (guess.equals(place.arm())) right++;
      }
    }
    double guesses = TRIALS * (double) PLACES;
    assertThat(right / guesses).isCloseTo(0.5, within(3 * 0.5 / Math.sqrt(guesses)));
  }
}
