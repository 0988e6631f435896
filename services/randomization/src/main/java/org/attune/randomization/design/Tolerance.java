package org.attune.randomization.design;

/** How far one arm may be ahead. */
final class Tolerance {
  static final int TOLERATED_MAX = 1_000;

  private Tolerance() {}

  static void check(int tolerated) {
    if (tolerated < 1 || tolerated > TOLERATED_MAX) {
      throw new UnusableDesignException(
          "The maximum tolerated imbalance is a whole number from 1 to " + TOLERATED_MAX + ".");
    }
  }
}
