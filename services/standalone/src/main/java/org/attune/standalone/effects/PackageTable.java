package org.attune.standalone.effects;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the tables of a dataset package. */
public final class PackageTable {
  private PackageTable() {}

  /**
   * All rows of a table; none if the package has no such table.
   *
   * @param table for example {@code prompts}
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<NamedCsvRecord> rows(Path packageDirectory, String table) {
    var ending = "_description-" + table + "_data.csv";
    try (var files = Files.list(packageDirectory.resolve("data"))) {
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

  /** How many rows of a table have which value in a column. */
  public static SortedMap<String, Integer> counts(
      Path packageDirectory, String table, String column) {
    var counts = new TreeMap<String, Integer>();
    for (var row : rows(packageDirectory, table)) {
      counts.merge(row.getField(column), 1, Integer::sum);
    }
    return counts;
  }
}
