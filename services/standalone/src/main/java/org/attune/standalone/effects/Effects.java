package org.attune.standalone.effects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.AnalysisPlan.Contrast;
import org.attune.protocol.model.AnalysisPlan.Estimand;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;

/**
 * Estimates the registered contrasts from a dataset package: the outcome on arm, its baseline and
 * the strata, over complete cases, with HC3 standard errors. Reads nothing but the CSV.
 */
public final class Effects {
  /** Says what was planted. */
  @FunctionalInterface
  public interface Planted {
    double difference(String outcome, String at, String arm, String against);
  }

  private final Protocol protocol;
  private final TrialData data;

  private Effects(Protocol protocol, TrialData data) {
    this.protocol = protocol;
    this.data = data;
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
    var estimated = new ArrayList<EstimatedEffect>();
    for (var estimand : protocol.analysis().estimands()) {
      var model = effects.model(estimand);
      for (var contrast : estimand.contrasts()) {
        estimated.add(
            new EstimatedEffect(
                estimand.outcome(),
                estimand.at(),
                contrast.arm(),
                contrast.against(),
                planted.difference(
                    estimand.outcome(), estimand.at(), contrast.arm(), contrast.against()),
                model.flatMap(fit -> fit.combination(effects.weights(estimand, contrast)))));
      }
    }
    return estimated;
  }

  private Optional<Ancova> model(Estimand estimand) {
    var outcomes = new ArrayList<Double>();
    var design = new ArrayList<double[]>();
    data.allocations()
        .forEach(
            (participant, allocation) -> {
              var outcome = data.score(participant, estimand.at(), estimand.outcome());
              var row = row(participant, allocation, estimand);
              if (outcome.isEmpty() || row.isEmpty()) return;
              outcomes.add(outcome.get());
              design.add(row.get());
            });
    return Ancova.fit(
        outcomes.stream().mapToDouble(Double::doubleValue).toArray(),
        design.toArray(double[][]::new));
  }

  /** Constant, arms but the first, then what is adjusted for; empty if that is not known. */
  private Optional<double[]> row(
      String participant, TrialData.Allocation allocation, Estimand estimand) {
    var row = new ArrayList<Double>();
    row.add(1.0);
    for (var arm : arms().subList(1, arms().size())) {
      row.add(arm.equals(allocation.arm()) ? 1.0 : 0.0);
    }
    var baseline = baseline(estimand);
    if (baseline.isPresent()) {
      var score = data.score(participant, baseline.get(), estimand.outcome());
      if (score.isEmpty()) return Optional.empty();
      row.add(score.get());
    }
    if (estimand.adjust().contains("strata")) {
      data.levels()
          .forEach(
              (column, levels) -> {
                for (var level : levels.subList(1, levels.size())) {
                  row.add(level.equals(allocation.strata().get(column)) ? 1.0 : 0.0);
                }
              });
    }
    return Optional.of(row.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double[] weights(Estimand estimand, Contrast contrast) {
    int columns = arms().size() + (baseline(estimand).isPresent() ? 1 : 0);
    if (estimand.adjust().contains("strata")) {
      for (var levels : data.levels().values()) columns += levels.size() - 1;
    }
    var weights = new double[columns];
    add(weights, contrast.arm(), 1);
    add(weights, contrast.against(), -1);
    return weights;
  }

  private void add(double[] weights, String arm, double weight) {
    int at = arms().indexOf(arm);
    if (at > 0) weights[at] += weight;
  }

  private List<String> arms() {
    return protocol.arms().stream().map(Arm::id).toList();
  }

  /** The assessment that gives the outcome's baseline, if it is adjusted for. */
  private Optional<String> baseline(Estimand estimand) {
    if (!estimand.adjust().contains("baseline")) return Optional.empty();
    return protocol.assessments().stream()
        .filter(plan -> plan.anchor().after().equals("consent"))
        .filter(plan -> plan.instruments().stream().anyMatch(code -> isOf(estimand, code)))
        .map(plan -> plan.id())
        .findFirst();
  }

  private static boolean isOf(Estimand estimand, String instrument) {
    return estimand.outcome().startsWith(instrument + "_");
  }
}
