package org.attune.analytics.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Streams a table into a file: RFC 4180, UTF-8 without mark, lines ended by LF. */
public final class CsvFile {
  /** Rows fetched at once, so that memory does not grow with the table. */
  private static final int FETCH_ROWS = 2_000;

  /** Columns whose values have codebook rows of their own. */
  private static final List<String> CODES = List.of("item_code", "score_code");

  private static final List<String> VALUES = List.of("value_num", "value", "value_text");

  /**
   * What was written.
   *
   * @param columns counts per column, in order
   * @param codes counts of values per item or score, for tables that have such a column
   */
  public record Written(
      DatasetTable table, long rows, List<Count> columns, SortedMap<String, Count> codes) {}

  /** How many cells have a value and how many have none. */
  public record Count(long present, long missing) {
    static final Count NONE = new Count(0, 0);

    Count plus(boolean isPresent) {
      return isPresent ? new Count(present + 1, missing) : new Count(present, missing + 1);
    }
  }

  private CsvFile() {}

  /** A writer of the dataset's kind of CSV. */
  public static CsvWriter open(Path file) throws IOException {
    return CsvWriter.builder()
        .lineDelimiter(LineDelimiter.LF)
        .build(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  /**
   * Writes the rows of {@code table}, replacing the file if it is there.
   *
   * @throws IllegalStateException if two rows have the same key: a dataset with a broken key is
   *     worse than none
   */
  public static Written write(
      Connection connection, Relations events, DatasetTable table, Path file) throws SQLException {
    events.show(connection);
    try (var statement = connection.prepareStatement(events.expand(table.select(events.study())));
        var csv = open(file)) {
      statement.setFetchSize(FETCH_ROWS);
      try (var rows = statement.executeQuery()) {
        return new Rows(table).copy(rows, csv);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Rows {
    private final DatasetTable table;
    private final List<DatasetColumn> columns;
    private final List<String> names;
    private final Count[] counts;
    private final SortedMap<String, Count> codes = new TreeMap<>();
    private List<String> lastKey = List.of();
    private long number;

    Rows(DatasetTable table) {
      this.table = table;
      columns = table.columns();
      names = columns.stream().map(DatasetColumn::name).toList();
      counts = new Count[columns.size()];
      java.util.Arrays.fill(counts, Count.NONE);
    }

    Written copy(ResultSet rows, CsvWriter csv) throws SQLException {
      csv.writeRecord(names);
      while (rows.next()) {
        var cells = new ArrayList<String>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
          var cell = columns.get(i).kind().cell(rows, i + 1);
          counts[i] = counts[i].plus(!cell.isEmpty());
          cells.add(cell);
        }
        checkKey(cells);
        countCode(cells);
        csv.writeRecord(cells);
        number++;
      }
      return new Written(table, number, List.of(counts), codes);
    }

    private void checkKey(List<String> cells) {
      var key = table.key().stream().map(name -> cells.get(names.indexOf(name))).toList();
      if (key.equals(lastKey)) {
        throw new IllegalStateException(table.name() + " has two rows with one key");
      }
      lastKey = key;
    }

    private void countCode(List<String> cells) {
      for (var code : CODES) {
        int at = names.indexOf(code);
        if (at < 0) continue;
        boolean present =
            VALUES.stream()
                .mapToInt(names::indexOf)
                .anyMatch(i -> i >= 0 && !cells.get(i).isEmpty());
        codes.merge(cells.get(at), Count.NONE.plus(present), (a, _) -> a.plus(present));
      }
    }
  }
}
