package org.attune.randomization.compare;

import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.Minimisation.Imbalance;

/** Which arms minimisation prefers, fast: the odds are those of {@link Minimisation#next}. */
interface Preference {
  /**
   * The odds for a newcomer.
   *
   * @param groups factor, then arm: those allocated before who share the newcomer's level
   */
  Weights weights(int[][] groups);

  /** The fast way for a measure of imbalance. */
  static Preference of(Minimisation minimisation) {
    return minimisation.imbalance() == Imbalance.RANGE
        ? new RangePreference(minimisation)
        : new RememberedPreference(minimisation);
  }
}
