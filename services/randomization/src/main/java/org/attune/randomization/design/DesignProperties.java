package org.attune.randomization.design;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a design promises over a list of some length, exactly: every history is counted with its
 * probability, none is simulated. Histories with the same counts go on alike and are counted
 * together.
 *
 * <p>The load of an arm is its places divided by its part of the ratio. Whoever guesses by
 * convergence names the arm with the least load so far, by divergence the one with the greatest;
 * among {@code m} that tie the guess is right with the mean of their chances, one half of two arms
 * alike. The imbalance is the greatest load minus the least: the difference of places for two arms
 * in 1:1.
 *
 * <p>Source of both strategies: Blackwell and Hodges 1957, Annals of Mathematical Statistics
 * 28:449-460, section 2.
 *
 * @param convergence expected share of right guesses, 0 to 1
 * @param divergence expected share of right guesses, 0 to 1
 * @param finalImbalance expected imbalance at the end
 * @param greatestImbalance expected greatest imbalance at any place
 */
public record DesignProperties(
    double convergence, double divergence, double finalImbalance, double greatestImbalance) {
  /** Places of the longest list whose histories are all counted. */
  public static final int LENGTH_MAX = 24;

  /** Arms of the widest. */
  public static final int ARMS_MAX = 5;

  /** A history as far as it matters: places per arm, and the greatest imbalance there was. */
  private record Past(List<Integer> counts, int greatest) {}

  /**
   * Counts all histories.
   *
   * @param length places, from 1 to {@value #LENGTH_MAX}
   * @throws UnusableDesignException if the length or the number of arms is out of its limits
   */
  public static DesignProperties of(Design design, Ratio ratio, int length) {
    if (length < 1 || length > LENGTH_MAX) {
      throw new UnusableDesignException(
          "All histories are counted for lists of 1 to %d places, not of %d."
              .formatted(LENGTH_MAX, length));
    }
    if (design.arms() > ARMS_MAX) {
      throw new UnusableDesignException(
          "All histories are counted for up to %d arms, not for %d."
              .formatted(ARMS_MAX, design.arms()));
    }
    double convergence = 0;
    double divergence = 0;
    Map<Past, Double> pasts = Map.of(new Past(Collections.nCopies(ratio.arms(), 0), 0), 1.0);
    for (int place = 0; place < length; place++) {
      var next = new HashMap<Past, Double>();
      for (var entry : pasts.entrySet()) {
        var past = entry.getKey();
        double probability = entry.getValue();
        var odds = design.next(past.counts());
        var loads = ratio.loads(past.counts());
        convergence += probability * right(odds, loads, Collections.min(loads));
        divergence += probability * right(odds, loads, Collections.max(loads));
        for (int arm = 0; arm < design.arms(); arm++) {
          if (odds.weights().get(arm).signum() == 0) continue;
          next.merge(after(past, arm, ratio), probability * odds.share(arm), Double::sum);
        }
      }
      pasts = next;
    }
    double last = 0;
    double greatest = 0;
    for (var entry : pasts.entrySet()) {
      last += entry.getValue() * imbalance(ratio, entry.getKey().counts());
      greatest += entry.getValue() * entry.getKey().greatest();
    }
    double unit = ratio.unit();
    return new DesignProperties(
        convergence / length, divergence / length, last / unit, greatest / unit);
  }

  /** The chance that a guess among all arms of this load is right. */
  private static double right(Odds odds, List<Integer> loads, int load) {
    double sum = 0;
    int tied = 0;
    for (int arm = 0; arm < loads.size(); arm++) {
      if (loads.get(arm) != load) continue;
      sum += odds.share(arm);
      tied++;
    }
    return sum / tied;
  }

  private static Past after(Past past, int arm, Ratio ratio) {
    var counts = new ArrayList<>(past.counts());
    counts.set(arm, counts.get(arm) + 1);
    return new Past(counts, Math.max(past.greatest(), imbalance(ratio, counts)));
  }

  private static int imbalance(Ratio ratio, List<Integer> counts) {
    var loads = ratio.loads(counts);
    return Collections.max(loads) - Collections.min(loads);
  }
}
