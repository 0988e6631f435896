package org.attune.standalone.effects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.AnalysisPlan.Contrast;
import org.attune.protocol.model.AnalysisPlan.Estimand;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;

/**
 * Estimates contrasts from the tables of a dataset package: the outcome on arm, its baseline and
 * the strata, over complete cases, with HC3 standard errors; and the parts of contrasts that
 * mediators carry. Knows nothing but the tables.
 */
public final class Effects {
  /** Says what was planted. */
  @FunctionalInterface
  public interface Planted {
    double difference(String outcome, String at, String arm, String against);
  }

  private final Protocol protocol;
  private final Models models;

  /**
   * @param data of a trial by that protocol
   */
  public Effects(Protocol protocol, TrialData data) {
    this.protocol = protocol;
    models = new Models(protocol.arms().stream().map(Arm::id).toList(), data);
  }

  /**
   * Every contrast of the registered plan, in its order.
   *
   * @param packageDirectory an unblinded dataset package
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static List<EstimatedEffect> estimate(
      Path packageDirectory, Protocol protocol, Planted planted) {
    var factors =
        protocol.randomization().stream()
            .flatMap(plan -> plan.strata().stream())
            .map(RandomizationPlan.Stratum::id)
            .toList();
    var effects = new Effects(protocol, TrialData.read(packageDirectory, factors));
    return protocol.analysis().estimands().stream()
        .flatMap(estimand -> effects.contrasts(estimand, planted).stream())
        .toList();
  }

  /** The contrasts of one estimand, in its order. */
  public List<EstimatedEffect> contrasts(Estimand estimand, Planted planted) {
    var others = baselines(estimand);
    boolean strata = estimand.adjust().contains("strata");
    var model = models.fit(new ScoreAt(estimand.at(), estimand.outcome()), others, strata);
    return estimand.contrasts().stream()
        .map(
            contrast ->
                new EstimatedEffect(
                    estimand.outcome(),
                    estimand.at(),
                    contrast.arm(),
                    contrast.against(),
                    planted.difference(
                        estimand.outcome(), estimand.at(), contrast.arm(), contrast.against()),
                    model.flatMap(fit -> difference(fit, contrast, others.size(), strata))))
        .toList();
  }

  private Optional<Estimate> difference(Ancova fit, Contrast contrast, int others, boolean strata) {
    return fit.combination(models.difference(contrast.arm(), contrast.against(), others, strata));
  }

  /**
   * The parts of one contrast that mediators measured before the outcome carry side by side, in
   * their order. Of each part a·b, a is the contrast of the mediator adjusted for its own baseline,
   * and b the slope of the outcome on it beside arm, the other mediators, and the baselines of
   * outcome and mediators; both adjust for the strata.
   *
   * @return one for each mediator; empty where the complete cases do not determine it
   * @see <a href="https://doi.org/10.1080/10705511.2016.1274657">Valente & MacKinnon 2017,
   *     Structural Equation Modeling 24:428-450: both parts adjusted for baselines</a>
   * @see ProductOfNormals
   */
  public List<Optional<MediatedPart>> parts(
      ScoreAt outcome, List<ScoreAt> mediators, Contrast contrast) {
    var others = new LinkedHashSet<>(mediators);
    baseline(outcome.score()).ifPresent(others::add);
    for (var mediator : mediators) baseline(mediator.score()).ifPresent(others::add);
    var columns = List.copyOf(others);
    var ofOutcome = models.fit(outcome, columns, true);
    var parts = new ArrayList<Optional<MediatedPart>>();
    for (int i = 0; i < mediators.size(); i++) {
      var slope = models.slope(i, columns.size(), true);
      var b = ofOutcome.flatMap(fit -> fit.combination(slope));
      var own = baseline(mediators.get(i).score()).stream().toList();
      var a =
          models
              .fit(mediators.get(i), own, true)
              .flatMap(fit -> difference(fit, contrast, own.size(), true));
      parts.add(a.flatMap(first -> b.flatMap(second -> MediatedPart.of(first, second))));
    }
    return parts;
  }

  private List<ScoreAt> baselines(Estimand estimand) {
    if (!estimand.adjust().contains("baseline")) return List.of();
    return baseline(estimand.outcome()).stream().toList();
  }

  /** The score at the assessment before randomization that measures it. */
  private Optional<ScoreAt> baseline(String score) {
    return protocol.assessments().stream()
        .filter(plan -> plan.anchor().after().equals("consent"))
        .filter(plan -> plan.instruments().stream().anyMatch(code -> score.startsWith(code + "_")))
        .map(plan -> new ScoreAt(plan.id(), score))
        .findFirst();
  }
}
