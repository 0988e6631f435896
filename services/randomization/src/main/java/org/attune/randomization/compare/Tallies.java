package org.attune.randomization.compare;

import java.util.Optional;

/** What the trials of one method say, figure by figure. */
record Tallies(
    Tally guesses,
    Tally finalImbalance,
    Tally greatestImbalance,
    Tally meanInStrata,
    Tally greatestInStrata,
    Tally power) {
  static Tallies empty() {
    return new Tallies(
        new Tally(), new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
  }

  /** Adds what others have added up. */
  void add(Tallies others) {
    guesses.add(others.guesses);
    finalImbalance.add(others.finalImbalance);
    greatestImbalance.add(others.greatestImbalance);
    meanInStrata.add(others.meanInStrata);
    greatestInStrata.add(others.greatestInStrata);
    power.add(others.power);
  }

  /**
   * @param tested whether there was a contrast to test
   */
  Figures figures(boolean tested) {
    return new Figures(
        guesses.estimate(),
        finalImbalance.estimate(),
        greatestImbalance.estimate(),
        meanInStrata.estimate(),
        greatestInStrata.estimate(),
        tested ? Optional.of(power.estimate()) : Optional.empty());
  }
}
