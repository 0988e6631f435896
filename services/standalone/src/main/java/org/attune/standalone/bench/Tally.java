package org.attune.standalone.bench;

/** Adds up the estimates of one planted number. */
final class Tally {
  private final PlantedNumber number;
  private int estimated;
  private int covered;
  private double mean;
  private double squares;
  private double errors;

  Tally(PlantedNumber number) {
    this.number = number;
  }

  /** One trial's estimate with its 95 % interval. */
  void add(double value, double standardError, double low, double high) {
    estimated++;
    double off = value - mean;
    mean += off / estimated;
    squares += off * (value - mean);
    errors += standardError;
    if (low <= number.planted() && number.planted() <= high) covered++;
  }

  /**
   * All figures are 0 without an estimate, and the deviation is with only one.
   *
   * @param runs trials, with or without an estimate
   */
  Recovered recovered(int runs) {
    int count = Math.max(1, estimated);
    return new Recovered(
        number,
        runs,
        estimated,
        mean,
        StrictMath.sqrt(squares / Math.max(1, estimated - 1)),
        errors / count,
        (double) covered / count);
  }
}
