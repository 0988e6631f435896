package org.attune.randomization.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.randomization.design.Minimisation;

/**
 * Each state of the newcomer's groups is worked out once. No measure of imbalance changes when a
 * group gets a whole balanced set more, so that groups are remembered without such sets.
 */
final class RememberedPreference implements Preference {
  /** States that are remembered; what comes beyond is worked out each time. */
  private static final int STATES_MAX = 100_000;

  private final Minimisation minimisation;
  private final Map<List<List<Integer>>, Weights> known = new HashMap<>();

  RememberedPreference(Minimisation minimisation) {
    this.minimisation = minimisation;
  }

  @Override
  public Weights weights(int[][] groups) {
    var reduced = new ArrayList<List<Integer>>(groups.length);
    for (var group : groups) reduced.add(reduced(group));
    var before = known.get(reduced);
    if (before != null) return before;
    var weights = Weights.of(minimisation.next(reduced).odds());
    if (known.size() < STATES_MAX) known.put(reduced, weights);
    return weights;
  }

  private List<Integer> reduced(int[] group) {
    var counts = new ArrayList<Integer>(group.length);
    for (int count : group) counts.add(count);
    var parts = minimisation.ratio().parts();
    return CountStates.less(counts, CountStates.sets(counts, parts), parts);
  }
}
