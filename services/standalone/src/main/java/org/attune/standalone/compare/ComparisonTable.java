package org.attune.standalone.compare;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.compare.Estimate;
import org.attune.standalone.compare.ComparisonReport.Row;

/** A comparison as a table: one row per method, each figure with its Monte-Carlo error. */
public final class ComparisonTable {
  public static final String FILE = "comparison.csv";

  private static final List<String> COLUMNS =
      List.of(
          "study",
          "version",
          "participants",
          "runs",
          "seed",
          "method",
          "numbers",
          "own",
          "correct_guess",
          "correct_guess_error",
          "imbalance_final",
          "imbalance_final_error",
          "imbalance_greatest",
          "imbalance_greatest_error",
          "strata_imbalance_mean",
          "strata_imbalance_mean_error",
          "strata_imbalance_greatest",
          "strata_imbalance_greatest_error",
          "power",
          "power_error");

  private ComparisonTable() {}

  /**
   * Writes {@value #FILE}; one that is there is replaced.
   *
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path write(ComparisonReport report, Path directory) throws IOException {
    var file = directory.resolve(FILE);
    try (var csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
      csv.writeRecord(COLUMNS);
      for (var row : report.rows()) csv.writeRecord(fields(report, row));
    }
    return file;
  }

  private static List<String> fields(ComparisonReport report, Row row) {
    var request = report.request();
    var figures = row.figures();
    var fields =
        new ArrayList<>(
            List.of(
                report.study(),
                String.valueOf(report.version()),
                String.valueOf(request.participants()),
                String.valueOf(request.runs()),
                String.valueOf(request.seed()),
                row.candidate().method(),
                row.candidate().numbers(),
                String.valueOf(row.candidate().own())));
    add(fields, Optional.of(figures.guesses()));
    add(fields, Optional.of(figures.finalImbalance()));
    add(fields, Optional.of(figures.greatestImbalance()));
    add(fields, Optional.of(figures.meanInStrata()));
    add(fields, Optional.of(figures.greatestInStrata()));
    add(fields, figures.power());
    return fields;
  }

  private static void add(List<String> fields, Optional<Estimate> estimate) {
    fields.add(estimate.map(e -> String.valueOf(e.mean())).orElse(""));
    fields.add(estimate.map(e -> String.valueOf(e.error())).orElse(""));
  }
}
