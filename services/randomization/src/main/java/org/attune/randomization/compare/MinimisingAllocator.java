package org.attune.randomization.compare;

import java.util.Arrays;
import org.attune.randomization.design.Minimisation;

/** Minimisation: counts everybody in the groups they belong to, one group per factor. */
final class MinimisingAllocator implements Allocator {
  private final Intake intake;
  private final Preference preference;

  /** By factor, level and arm. */
  private final int[][][] counts;

  /** The groups of the newcomer. */
  private final int[][] groups;

  /**
   * @throws IllegalArgumentException if there is not one weight for each factor
   */
  MinimisingAllocator(Minimisation minimisation, Intake intake) {
    this.intake = intake;
    int factors = intake.factors();
    if (factors != minimisation.weights().size()) {
      throw new IllegalArgumentException("minimisation has not one weight for each factor");
    }
    preference = Preference.of(minimisation);
    groups = new int[factors][];
    counts = new int[factors][][];
    for (int factor = 0; factor < factors; factor++) {
      counts[factor] = new int[intake.levels(factor)][minimisation.ratio().arms()];
    }
  }

  @Override
  public void begin() {
    for (var factor : counts) {
      for (var level : factor) Arrays.fill(level, 0);
    }
  }

  @Override
  public int next(int kind, Draws draws) {
    var levels = intake.kinds().get(kind).levels();
    for (int factor = 0; factor < groups.length; factor++) {
      groups[factor] = counts[factor][levels.get(factor)];
    }
    int arm = preference.weights(groups).pick(draws);
    for (var group : groups) group[arm]++;
    return arm;
  }
}
