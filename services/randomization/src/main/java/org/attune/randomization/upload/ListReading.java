package org.attune.randomization.upload;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.attune.randomization.engine.ListedPlace;

/**
 * An uploaded list as it was read: CSV with the header {@code sequence,arm[,stratum…]}, a row per
 * place. Rows may stand in any order; places go by their sequence as a number, never as a text.
 *
 * @param places in the order of their sequence; empty if there are findings
 * @param findings by line
 */
public record ListReading(List<ListedPlace> places, List<ListFinding> findings) {
  /** Places of one list. */
  public static final int PLACES_MAX = 20_000;

  private static final int FINDINGS_MAX = 100;

  /** What some programs put before a text in UTF-8. */
  private static final String MARK = String.valueOf((char) 0xFEFF);

  private static final Pattern WHOLE = Pattern.compile("0*[1-9][0-9]{0,6}");

  public ListReading {
    places = List.copyOf(places);
    findings = List.copyOf(findings);
  }

  /** Reads a list, and says everything that is wrong with it. */
  public static ListReading of(String csv, ListForm form) {
    var reader = new Reader(form);
    var rows =
        CsvReader.builder()
            .skipEmptyLines(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
    try (var records = rows.ofCsvRecord(csv.startsWith(MARK) ? csv.substring(1) : csv)) {
      for (var record : records) reader.read(record);
    } catch (CsvParseException e) {
      reader.finding(1, "list-unreadable", "The list is no CSV file: save it as plain CSV.");
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a text in memory is read without input", e);
    }
    return reader.reading();
  }

  /** Row after row. */
  private static final class Reader {
    /** A place, and where it stands. */
    private record Row(int line, ListedPlace place) {}

    private final ListForm form;
    private final TreeMap<Integer, Row> rows = new TreeMap<>();
    private final List<ListFinding> findings = new ArrayList<>();
    private boolean headed;

    Reader(ListForm form) {
      this.form = form;
    }

    void finding(int line, String code, String sentence) {
      if (findings.size() < FINDINGS_MAX) findings.add(new ListFinding(line, code, sentence));
    }

    void read(CsvRecord record) {
      int line = Math.toIntExact(record.getStartingLineNumber());
      if (!headed) {
        headed = true;
        header(line, record.getFields());
      } else if (record.getFieldCount() != form.header().size()) {
        finding(
            line,
            "list-columns",
            "The row has %d columns; the list has %d: %s."
                .formatted(
                    record.getFieldCount(), form.header().size(), String.join(",", form.header())));
      } else {
        row(line, record);
      }
    }

    private void header(int line, List<String> fields) {
      if (fields.equals(form.header())) return;
      finding(
          line,
          "list-header",
          "The header is '%s'. Write '%s'."
              .formatted(String.join(",", fields), String.join(",", form.header())));
    }

    private void row(int line, CsvRecord record) {
      int before = findings.size();
      var arm = record.getField(1);
      if (!form.arms().contains(arm)) {
        finding(
            line,
            "list-unknown-arm",
            "'%s' is no arm of the study. Use one of: %s."
                .formatted(arm, String.join(", ", form.arms())));
      }
      var levels = levels(line, record);
      int sequence = sequence(line, record.getField(0));
      if (findings.size() > before) return;
      var earlier = rows.putIfAbsent(sequence, new Row(line, new ListedPlace(arm, levels)));
      if (earlier != null) {
        finding(
            line,
            "list-sequence-twice",
            "Sequence %d stands in line %d already. Give each place a number of its own."
                .formatted(sequence, earlier.line()));
      }
    }

    private String levels(int line, CsvRecord record) {
      var levels = new ArrayList<String>();
      for (int i = 0; i < form.factors().size(); i++) {
        var factor = form.factors().get(i);
        var level = record.getField(i + 2);
        levels.add(level);
        if (factor.levels().contains(level)) continue;
        finding(
            line,
            "list-unknown-level",
            "'%s' is no level of %s: nobody would ever come to this place. Use one of: %s."
                .formatted(level, factor.id(), String.join(", ", factor.levels())));
      }
      return String.join("|", levels);
    }

    /** The number; 0 with a finding if it is none. */
    private int sequence(int line, String text) {
      if (!WHOLE.matcher(text).matches()) {
        finding(
            line,
            "list-sequence-malformed",
            "'%s' is no sequence: write whole numbers from %d without gaps."
                .formatted(text, form.from()));
        return 0;
      }
      int sequence = Integer.parseInt(text);
      if (sequence < form.from()) {
        finding(
            line,
            "list-place-taken",
            "Sequence %d was uploaded before, and a list only grows: add places from %d."
                .formatted(sequence, form.from()));
      }
      return sequence;
    }

    ListReading reading() {
      if (!headed) finding(1, "list-empty", "The list is empty: it needs a header and places.");
      else if (rows.isEmpty() && findings.isEmpty()) {
        finding(1, "list-empty", "The list has a header and no places.");
      }
      if (findings.isEmpty()) gaps();
      if (findings.isEmpty() && rows.lastKey() > PLACES_MAX) {
        finding(
            rows.lastEntry().getValue().line(),
            "list-too-long",
            "A list has %,d places at most.".formatted(PLACES_MAX));
      }
      var places = rows.values().stream().map(Row::place).toList();
      return new ListReading(findings.isEmpty() ? places : List.of(), findings);
    }

    private void gaps() {
      int next = form.from();
      for (var row : rows.entrySet()) {
        if (row.getKey() != next) {
          finding(
              row.getValue().line(),
              "list-sequence-missing",
              "Sequence %d is missing before %d: number the places from %d without gaps."
                  .formatted(next, row.getKey(), form.from()));
        }
        next = row.getKey() + 1;
      }
    }
  }
}
