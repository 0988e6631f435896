package org.attune.standalone.effects;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
 * @param scores by participant, then {@code visit/score}
 */
record TrialData(
    SortedMap<String, Allocation> allocations, Map<String, Map<String, Double>> scores) {
  private static final String STRATUM = "stratum_";

  /**
   * @param strata level by column {@code stratum_<n>}
   */
  record Allocation(String arm, SortedMap<String, String> strata) {}

  /**
   * Reads {@code data/} of the package.
   *
   * @throws UncheckedIOException if a file cannot be read
   */
  static TrialData read(Path packageDirectory) {
    var allocations = new TreeMap<String, Allocation>();
    for (var row : rows(packageDirectory, "allocations")) {
      var strata = new TreeMap<String, String>();
      for (var column : row.getHeader()) {
        if (column.startsWith(STRATUM)) strata.put(column, row.getField(column));
      }
      allocations.put(
          row.getField("participant_id"), new Allocation(row.getField("arm_code"), strata));
    }
    var scores = new HashMap<String, Map<String, Double>>();
    for (var row : rows(packageDirectory, "scores")) {
      var value = row.getField("value");
      if (value.isEmpty()) continue;
      scores
          .computeIfAbsent(row.getField("participant_id"), _ -> new HashMap<>())
          .put(row.getField("visit_code") + "/" + row.getField("score_code"), number(value));
    }
    return new TrialData(allocations, scores);
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static List<NamedCsvRecord> rows(Path packageDirectory, String table) {
    var data = packageDirectory.resolve("data");
    var ending = "_description-" + table + "_data.csv";
    try (var files = Files.list(data)) {
      var file = files.filter(path -> path.getFileName().toString().endsWith(ending)).findFirst();
      return file.isEmpty() ? List.of() : rows(file.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<NamedCsvRecord> rows(Path file) throws IOException {
    var rows = new ArrayList<NamedCsvRecord>();
    try (var reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (var row : reader) rows.add(row);
    }
    return rows;
  }

  Optional<Double> score(String participant, String visit, String score) {
    return Optional.ofNullable(scores.getOrDefault(participant, Map.of()).get(visit + "/" + score));
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
