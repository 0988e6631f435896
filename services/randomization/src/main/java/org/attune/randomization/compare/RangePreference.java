package org.attune.randomization.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.randomization.design.Minimisation;

/** Ranges are whole numbers of loads, so that their weighted sums are compared as longs. */
final class RangePreference implements Preference {
  private final Minimisation minimisation;
  private final int arms;
  private final int[] weights;

  /** What one person adds to the load of each arm. */
  private final long[] steps;

  private final Map<List<Integer>, Weights> byTied = new HashMap<>();

  RangePreference(Minimisation minimisation) {
    this.minimisation = minimisation;
    var ratio = minimisation.ratio();
    arms = ratio.arms();
    weights = minimisation.weights().stream().mapToInt(Integer::intValue).toArray();
    steps = ratio.parts().stream().mapToLong(part -> ratio.unit() / part).toArray();
  }

  @Override
  public Weights weights(int[][] groups) {
    var tied = new ArrayList<Integer>(arms);
    long least = Long.MAX_VALUE;
    for (int arm = 0; arm < arms; arm++) {
      long sum = 0;
      for (int factor = 0; factor < weights.length; factor++) {
        sum += weights[factor] * range(groups[factor], arm);
      }
      if (sum < least) tied.clear();
      if (sum <= least) tied.add(arm);
      least = Math.min(least, sum);
    }
    return byTied.computeIfAbsent(tied, arms -> Weights.of(minimisation.preferring(arms)));
  }

  /** The range of the loads of a group with the newcomer in an arm. */
  private long range(int[] counts, int with) {
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int arm = 0; arm < arms; arm++) {
      long load = steps[arm] * (arm == with ? counts[arm] + 1 : counts[arm]);
      least = Math.min(least, load);
      most = Math.max(most, load);
    }
    return most - least;
  }
}
