package org.attune.standalone.synthetic;

import java.util.List;
import java.util.Map;
import org.attune.protocol.model.Protocol;

/**
 * Scores of synthetic people on every occasion, with the planted differences between arms. {@link
 * Calibration} makes it; it is a constant of a bundle.
 *
 * @param occasions assessments in the order of the protocol, by id
 * @param metrics score codes, sorted
 * @param grids of the metrics, in their order
 * @param loadings of the metrics on the common factor, in their order
 * @param measures in the order of occasions
 */
public record OutcomeModel(
    List<String> occasions,
    List<String> metrics,
    List<ScoreGrid> grids,
    double[] loadings,
    List<Measure> measures) {
  /**
   * Calibrates the model of {@code plan}.
   *
   * @throws UnreachablePlanException if a planted difference cannot be reached
   */
  public static OutcomeModel of(Protocol protocol, RehearsalPlan plan) {
    return new Calibration(protocol, plan).model();
  }

  Traits traits(Chance chance) {
    return Traits.draw(chance, loadings, occasions.size());
  }

  /**
   * Points of every score on every occasion, for somebody in {@code arm}.
   *
   * @param arm id; one without planted effects, or empty, gives the reference
   * @return occasion, then metric; 0 where a score is not measured
   */
  int[][] points(Traits traits, String arm) {
    var points = new int[occasions.size()][metrics.size()];
    var scores = new double[occasions.size()][metrics.size()];
    for (var measure : measures) {
      int m = measure.metric();
      int o = measure.occasion();
      points[o][m] = grids.get(m).points(measure.latent(traits, scores, arm));
      scores[o][m] = grids.get(m).score(points[o][m]);
    }
    return points;
  }

  /** The standardized level of a metric at baseline; 0 for one that is not made to order. */
  double level(Traits traits, String metric) {
    int m = metrics.indexOf(metric);
    return m < 0 ? 0 : traits.level()[m];
  }

  /** Added to the latent score of an arm: what the planted difference takes after rounding. */
  Map<String, Double> shifts(String outcome, String at) {
    for (var measure : measures) {
      if (metrics.get(measure.metric()).equals(outcome)
          && occasions.get(measure.occasion()).equals(at)) {
        return measure.shifts();
      }
    }
    return Map.of();
  }
}
