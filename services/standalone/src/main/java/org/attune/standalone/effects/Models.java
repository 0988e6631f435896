package org.attune.standalone.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Regressions of a score on arm, other scores and the strata, over complete cases. Columns: the
 * constant, arms but the first, the other scores, levels of the strata but each first.
 */
final class Models {
  private final List<String> arms;
  private final TrialData data;

  /**
   * @param arms ids, in the order of the protocol
   */
  Models(List<String> arms, TrialData data) {
    this.arms = List.copyOf(arms);
    this.data = data;
  }

  /** Empty if the complete cases are too few. */
  Optional<Ancova> fit(ScoreAt outcome, List<ScoreAt> others, boolean strata) {
    var outcomes = new ArrayList<Double>();
    var design = new ArrayList<double[]>();
    data.allocations()
        .forEach(
            (participant, allocation) -> {
              var value = data.score(participant, outcome);
              var row = row(participant, allocation, others, strata);
              if (value.isEmpty() || row.isEmpty()) return;
              outcomes.add(value.get());
              design.add(row.get());
            });
    return Ancova.fit(
        outcomes.stream().mapToDouble(Double::doubleValue).toArray(),
        design.toArray(double[][]::new));
  }

  private Optional<double[]> row(
      String participant, TrialData.Allocation allocation, List<ScoreAt> others, boolean strata) {
    var row = new ArrayList<Double>();
    row.add(1.0);
    for (var arm : arms.subList(1, arms.size())) {
      row.add(arm.equals(allocation.arm()) ? 1.0 : 0.0);
    }
    for (var other : others) {
      var score = data.score(participant, other);
      if (score.isEmpty()) return Optional.empty();
      row.add(score.get());
    }
    if (strata) {
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

  /** Weights of the difference between two arms in a model of that shape. */
  double[] difference(String arm, String against, int others, boolean strata) {
    var weights = new double[columns(others, strata)];
    add(weights, arm, 1);
    add(weights, against, -1);
    return weights;
  }

  private void add(double[] weights, String arm, double weight) {
    int at = arms.indexOf(arm);
    if (at > 0) weights[at] += weight;
  }

  /** Weights of the slope on one of the other scores in a model of that shape. */
  double[] slope(int which, int others, boolean strata) {
    var weights = new double[columns(others, strata)];
    weights[arms.size() + which] = 1;
    return weights;
  }

  private int columns(int others, boolean strata) {
    int columns = arms.size() + others;
    if (strata) {
      for (var levels : data.levels().values()) columns += levels.size() - 1;
    }
    return columns;
  }
}
