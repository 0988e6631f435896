package org.attune.randomization.compare;

/**
 * Mean and spread of what trials say, added up in a given order so that the last digit is the same
 * however many threads there were.
 *
 * <p>Source of the updates: Chan, Golub and LeVeque 1983, The American Statistician 37:242-247.
 */
final class Tally {
  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
  }

  /** Adds what another has added up. */
  void add(Tally other) {
    if (other.count == 0) return;
    long all = count + other.count;
    double off = other.mean - mean;
    mean += off * other.count / all;
    squares += other.squares + off * off * count * other.count / all;
    count = all;
  }

  /** Of nothing, 0. */
  Estimate estimate() {
    double variance = count < 2 ? 0 : squares / (count - 1);
    return new Estimate(mean, count == 0 ? 0 : StrictMath.sqrt(variance / count));
  }
}
