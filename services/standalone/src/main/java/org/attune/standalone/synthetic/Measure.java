package org.attune.standalone.synthetic;

import java.util.Map;

/**
 * How one score comes about on one occasion, in score units before rounding and limits: {@code mean
 * + spread · (what stayed and what is new) + sum of b · (mediator - its reference mean) + shift of
 * the arm}.
 *
 * @param occasion index in the model's occasions
 * @param metric index in the model's metrics
 * @param first true if the score is measured for the first time
 * @param stability correlation with the first time; unused at the first
 * @param links what mediators carry
 * @param shifts added per arm, so that means differ as planted once rounded and limited
 */
record Measure(
    int occasion,
    int metric,
    boolean first,
    double mean,
    double spread,
    double stability,
    Link[] links,
    Map<String, Double> shifts) {
  /**
   * @param mean of the mediator's score in the reference arm
   */
  record Link(int occasion, int metric, double b, double mean) {}

  /** What varies between people apart from mediators, standard deviation 1. */
  double own(Traits traits) {
    double level = traits.level()[metric];
    if (first) return level;
    double fresh = StrictMath.sqrt(1 - stability * stability);
    return stability * level + fresh * traits.later()[occasion][metric];
  }

  /** What the mediators carry, given the scores so far: occasion, then metric. */
  double carried(double[][] scores) {
    double carried = 0;
    for (var link : links) {
      carried += link.b() * (scores[link.occasion()][link.metric()] - link.mean());
    }
    return carried;
  }

  double latent(Traits traits, double[][] scores, String arm) {
    return mean + spread * own(traits) + carried(scores) + shifts.getOrDefault(arm, 0.0);
  }
}
