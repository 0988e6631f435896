package org.attune.analytics.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attune.analytics.dataset.CsvFile;
import org.attune.analytics.dataset.CsvFile.Count;
import org.attune.analytics.dataset.CsvFile.Written;
import org.attune.analytics.dataset.DatasetColumn;
import org.attune.analytics.dataset.StudyProtocols;
import org.attune.protocol.instrument.Instrument;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.instrument.Scale;
import org.attune.protocol.model.ItemType;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.GridEnds;

/**
 * {@code codebook.csv}: a row per column, and per item or score where a table is long. It says of
 * items what the last version that has them says.
 */
final class Codebook {
  private static final List<String> HEADER =
      List.of(
          "table",
          "column",
          "code",
          "position",
          "label",
          "wording",
          "type",
          "unit",
          "min",
          "max",
          "codelist",
          "reversed",
          "missing_codes",
          "required",
          "branching",
          "instrument",
          "instrument_version",
          "item_number",
          "protocol_versions",
          "derived",
          "rule",
          "items",
          "items_min",
          "citation",
          "identifier_class",
          "blinded",
          "source",
          "n",
          "n_missing");

  private static final int LABEL_CHARACTERS_MAX = 80;

  /**
   * @param part of the item's name that the column ends in: one of an affect grid's two, or nothing
   */
  private record Asked(
      Questionnaire form, Questionnaire.Item item, String part, int number, String language) {}

  private final TreeMap<String, Asked> items = new TreeMap<>();
  private final TreeMap<String, List<Integer>> versions = new TreeMap<>();
  private final TreeMap<String, Scored> scores = new TreeMap<>();

  private record Scored(Instrument key, Scale scale) {}

  Codebook(StudyProtocols protocols) {
    for (var published : protocols.versions()) {
      var language = published.protocol().languages().getFirst();
      for (var form : published.protocol().questionnaires().values()) {
        for (int i = 0; i < form.items().size(); i++) {
          var item = form.items().get(i);
          for (var part : item.kind().parts()) {
            var column = item.id() + part;
            items.put(column, new Asked(form, item, part, i + 1, language));
            versions.computeIfAbsent(column, _ -> new ArrayList<>()).add(published.version());
          }
        }
        InstrumentLibrary.standard()
            .find(form.code())
            .filter(_ -> form.library())
            .ifPresent(key -> key.scales().forEach(s -> scores.put(s.code(), new Scored(key, s))));
      }
    }
  }

  /** Writes the codebook of these tables. */
  void write(List<Written> tables, Path file) {
    try (var csv = CsvFile.open(file)) {
      csv.writeRecord(HEADER);
      for (var written : tables) {
        var columns = written.table().columns();
        for (int i = 0; i < columns.size(); i++) {
          csv.writeRecord(column(written, columns.get(i), i + 1, written.columns().get(i)));
        }
        for (var code : written.codes().entrySet()) {
          csv.writeRecord(code(written, code.getKey(), code.getValue()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> column(
      Written written, DatasetColumn column, int position, Count count) {
    var row = new CodebookRow(HEADER);
    row.put("table", written.table().name());
    row.put("column", column.name());
    row.put("position", position);
    row.put("label", column.label());
    row.put("type", column.kind().tableSchema);
    row.put("unit", column.unit());
    row.put("codelist", column.codes());
    row.put("missing_codes", column.name().equals("missing_reason") ? "" : "empty cell");
    row.put("derived", column.rule().isEmpty() ? "0" : "1");
    row.put("rule", column.rule());
    row.put("identifier_class", column.identifierClass());
    row.put("blinded", written.table().restricted() ? "0" : "1");
    row.put("source", column.source());
    row.put("n", count.present());
    row.put("n_missing", count.missing());
    return row.cells();
  }

  private List<String> code(Written written, String code, Count count) {
    var row = new CodebookRow(HEADER);
    row.put("table", written.table().name());
    row.put("code", code);
    row.put("identifier_class", "none");
    row.put("blinded", "1");
    row.put("missing_codes", "empty cell");
    row.put("n", count.present());
    row.put("n_missing", count.missing());
    var scored = scores.get(code);
    var asked = items.get(code);
    if (written.table().name().equals("scores")) {
      row.put("column", "value");
      row.put("derived", "1");
      row.put("label", code);
      row.put("type", "number");
      if (scored != null) score(row, scored);
    } else {
      row.put("column", asked != null && isText(asked.item()) ? "value_text" : "value_num");
      row.put("derived", "0");
      if (asked != null) item(row, asked);
    }
    return row.cells();
  }

  private static boolean isText(Questionnaire.Item item) {
    return switch (item.kind()) {
      case TEXT, MULTIPLE, TIME, DATE -> true;
      case SINGLE, LIKERT, SLIDER, NUMBER, AFFECT_GRID -> false;
    };
  }

  private static void score(CodebookRow row, Scored scored) {
    var key = scored.key();
    var scale = scored.scale();
    row.put("label", cut(key.name() + ": " + scale.code()));
    row.put("min", key.least(scale));
    row.put("max", key.greatest(scale));
    row.put("instrument", key.code());
    row.put("instrument_version", key.version());
    row.put("rule", scale.ruleId(key.version()));
    row.put("items", numbers(scale.items()));
    row.put("reversed", numbers(scale.reversed().stream().sorted().toList()));
    row.put("items_min", scale.itemsMin());
    row.put("citation", key.citation());
  }

  private void item(CodebookRow row, Asked asked) {
    var item = asked.item();
    var part = asked.part().replace('_', ' ');
    row.put("label", cut(item.text().in(asked.language(), List.of()), part));
    row.put("wording", Json.line(new TreeMap<>(item.text().byLanguage())));
    row.put("type", item.type());
    item.min().ifPresent(min -> row.put("min", min));
    item.max().ifPresent(max -> row.put("max", max));
    item.ends().ifPresent(ends -> grid(row, ends, asked));
    if (item.kind() == ItemType.DATE) row.put("identifier_class", "quasi");
    if (!item.options().isEmpty()) {
      var codes = item.options().stream().map(Questionnaire.Option::code);
      row.put("min", codes.min(Comparator.naturalOrder()).orElseThrow());
      row.put(
          "max", item.options().stream().mapToInt(Questionnaire.Option::code).max().orElseThrow());
    }
    if (item.ends().isEmpty()) {
      row.put(
          "codelist",
          item.options().stream()
              .map(o -> o.code() + "=" + o.text().in(asked.language(), List.of()))
              .collect(Collectors.joining("; ")));
    }
    row.put("required", item.required() ? "1" : "0");
    row.put("branching", item.when().orElse(""));
    row.put("instrument", asked.form().code());
    row.put("instrument_version", asked.form().version());
    row.put("item_number", asked.number());
    row.put(
        "protocol_versions", numbers(versions.getOrDefault(item.id() + asked.part(), List.of())));
    row.put("source", "field items of the answer");
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** One number of an affect grid: from one side to the other. */
  private static void grid(CodebookRow row, GridEnds ends, Asked asked) {
    boolean across = asked.part().equals(ItemType.PLEASURE);
    var low = across ? ends.unpleasant() : ends.sleepy();
    var high = across ? ends.pleasant() : ends.aroused();
    row.put("min", ItemType.GRID_MIN);
    row.put("max", ItemType.GRID_MAX);
    row.put(
        "codelist",
        "%d=%s; %d=%s"
            .formatted(
                ItemType.GRID_MIN, low.in(asked.language(), List.of()),
                ItemType.GRID_MAX, high.in(asked.language(), List.of())));
  }

  private static String cut(String label) {
    return cut(label, "");
  }

  /** The label with its end, shortened before the end if need be. */
  private static String cut(String label, String end) {
    int most = LABEL_CHARACTERS_MAX - end.length();
    if (label.codePointCount(0, label.length()) <= most) return label + end;
    return label.substring(0, label.offsetByCodePoints(0, most - 1)) + "…" + end;
  }
}
