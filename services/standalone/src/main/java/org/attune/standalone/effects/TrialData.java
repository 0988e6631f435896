package org.attune.standalone.effects;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Allocations and scores as an unblinded dataset package has them.
 *
 * @param allocations by participant
 * @param scores by participant
 */
public record TrialData(
    SortedMap<String, Allocation> allocations, Map<String, Map<ScoreAt, Double>> scores) {
  /**
   * @param strata level by column {@code stratum_<factor>}
   */
  public record Allocation(String arm, SortedMap<String, String> strata) {}

  /**
   * Reads {@code data/} of the package.
   *
   * @param factors names of the strata, by the protocol
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  static TrialData read(Path packageDirectory, List<String> factors) {
    var allocations = new TreeMap<String, Allocation>();
    for (var row : PackageTable.rows(packageDirectory, "allocations")) {
      var strata = new TreeMap<String, String>();
      for (var factor : factors) {
        var column = stratumColumn(factor);
        strata.put(column, row.getField(column));
      }
      allocations.put(
          row.getField("participant_id"), new Allocation(row.getField("arm_code"), strata));
    }
    var scores = new HashMap<String, Map<ScoreAt, Double>>();
    for (var row : PackageTable.rows(packageDirectory, "scores")) {
      var value = row.getField("value");
      if (value.isEmpty()) continue;
      scores
          .computeIfAbsent(row.getField("participant_id"), _ -> new HashMap<>())
          .put(new ScoreAt(row.getField("visit_code"), row.getField("score_code")), number(value));
    }
    return new TrialData(allocations, scores);
  }

  /** The column of the allocations that holds the level of a factor. */
  public static String stratumColumn(String factor) {
    return "stratum_" + factor.replace('-', '_');
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  Optional<Double> score(String participant, ScoreAt score) {
    return Optional.ofNullable(scores.getOrDefault(participant, Map.of()).get(score));
  }

  /** The levels that occur, by stratum column. */
  SortedMap<String, List<String>> levels() {
    var levels = new TreeMap<String, List<String>>();
    for (var allocation : allocations.values()) {
      allocation
          .strata()
          .forEach(
              (column, level) -> {
                var known = levels.computeIfAbsent(column, _ -> new ArrayList<>());
                if (!known.contains(level)) known.add(level);
              });
    }
    levels.values().forEach(known -> known.sort(null));
    return levels;
  }
}
