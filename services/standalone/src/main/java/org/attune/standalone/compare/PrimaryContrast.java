package org.attune.standalone.compare;

import java.util.Optional;
import org.attune.protocol.model.AnalysisPlan.Estimand;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.effects.ScoreAt;
import org.attune.standalone.synthetic.RehearsalPlan;

/**
 * The first contrast of the first primary estimand, and the difference that is assumed.
 *
 * @param difference of the means, in standard deviations of the outcome within arm and stratum
 * @param origin who said so: {@code rehearsal.yaml} or {@code --effect}
 */
public record PrimaryContrast(
    ScoreAt outcome, String arm, String against, double difference, String origin) {
  /** The estimand whose first contrast it is; empty if the analysis plan has none. */
  private static Optional<Estimand> primary(Protocol protocol) {
    return protocol.analysis().estimands().stream()
        .filter(estimand -> estimand.primary() && !estimand.contrasts().isEmpty())
        .findFirst();
  }

  /**
   * The contrast with the difference that was asked for, else the one that the rehearsal plants.
   *
   * @param asked standard deviations; empty: as planted
   * @return empty if there is no primary contrast, or no difference is known
   */
  static Optional<PrimaryContrast> of(
      Protocol protocol, Optional<RehearsalPlan> plan, Optional<Double> asked) {
    return primary(protocol)
        .flatMap(
            estimand ->
                asked
                    .map(difference -> contrast(estimand, difference, "--effect"))
                    .or(
                        () ->
                            plan.flatMap(planted -> planted(estimand, planted))
                                .map(d -> contrast(estimand, d, RehearsalPlan.FILE))));
  }

  private static PrimaryContrast contrast(Estimand estimand, double difference, String origin) {
    var contrast = estimand.contrasts().getFirst();
    var outcome = new ScoreAt(estimand.at(), estimand.outcome());
    return new PrimaryContrast(outcome, contrast.arm(), contrast.against(), difference, origin);
  }

  /** The planted difference over the planted standard deviation. */
  private static Optional<Double> planted(Estimand estimand, RehearsalPlan plan) {
    var metric = plan.metrics().get(estimand.outcome());
    var contrast = estimand.contrasts().getFirst();
    double difference =
        plan.planted(estimand.outcome(), estimand.at(), contrast.arm(), contrast.against());
    return metric == null || metric.sd() <= 0 || difference == 0
        ? Optional.empty()
        : Optional.of(difference / metric.sd());
  }

  /** Why there is none, and what to do. */
  static String whyNot(Protocol protocol) {
    return primary(protocol).isEmpty()
        ? "Power is left out: analysis.yaml has no primary estimand with a contrast; mark one with"
            + " 'primary: true'."
        : "Power is left out: no difference is planted in the primary contrast; say one"
            + " with --effect, in standard deviations.";
  }

  /** In words. */
  String name() {
    return "%s - %s on %s at %s".formatted(arm, against, outcome.score(), outcome.visit());
  }
}
