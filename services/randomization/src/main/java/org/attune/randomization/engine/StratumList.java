package org.attune.randomization.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.engine.Allocation.Chance;

/**
 * The allocation list of one stratum, from its beginning, as a function of seed, configuration and
 * stratum. How it goes on is its {@link Course}; the place at index {@code i} is decided by draw
 * {@code (allocation, stratum, i)}, the arms' chances laid side by side in the order of the
 * configuration. In the list of clusters the draw names the cluster instead of a stratum.
 */
final class StratumList {
  private final List<String> arms;
  private final Draws draws;
  private final Course course;
  private final List<Integer> counts;
  private int index;

  /**
   * @param seed 32 bytes
   */
  StratumList(byte[] seed, AllocationConfiguration configuration, String stratum) {
    arms = configuration.arms().stream().map(arm -> arm.id()).toList();
    draws = new Draws(seed);
    course = Methods.course(configuration, draws, stratum);
    counts = new ArrayList<>(Collections.nCopies(arms.size(), 0));
  }

  /**
   * The next place; empty, and nothing is used up, if the list has none left.
   *
   * @param drawn what the draw names: the stratum, or the cluster
   */
  Optional<Allocation> next(String drawn) {
    var ahead = course.ahead(index, counts);
    if (ahead.isEmpty()) return Optional.empty();
    var odds = ahead.get().odds();
    var sum = odds.sum();
    var draw = draws.of(Draw.ALLOCATION, drawn, index, sum);
    int arm = odds.arm(draw.outcome());
    var allocation =
        new Allocation(
            arms.get(arm),
            index,
            ahead.get().blockNumber(),
            ahead.get().blockSize(),
            chances(arms, counts, odds.weights(), sum),
            draw.bytes(),
            draw.attempt());
    counts.set(arm, counts.get(arm) + 1);
    index++;
    return Optional.of(allocation);
  }

  /** What was before a draw, per arm. */
  static List<Chance> chances(
      List<String> arms, List<Integer> counts, List<BigInteger> weights, BigInteger sum) {
    var chances = new ArrayList<Chance>(arms.size());
    for (int i = 0; i < arms.size(); i++) {
      chances.add(new Chance(arms.get(i), counts.get(i), weights.get(i), sum));
    }
    return chances;
  }
}
