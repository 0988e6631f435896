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
import org.attune.protocol.model.Questionnaire;

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

  private record Asked(Questionnaire form, Questionnaire.Item item, int number, String language) {}

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
          items.put(item.id(), new Asked(form, item, i + 1, language));
          versions.computeIfAbsent(item.id(), _ -> new ArrayList<>()).add(published.version());
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
    return item.type().equals("text") || item.type().equals("multiple");
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
    row.put("label", cut(item.text().in(asked.language(), List.of())));
    row.put("wording", Json.line(new TreeMap<>(item.text().byLanguage())));
    row.put("type", item.type());
    item.min().ifPresent(min -> row.put("min", min));
    item.max().ifPresent(max -> row.put("max", max));
    if (!item.options().isEmpty()) {
      var codes = item.options().stream().map(Questionnaire.Option::code);
      row.put("min", codes.min(Comparator.naturalOrder()).orElseThrow());
      row.put(
          "max", item.options().stream().mapToInt(Questionnaire.Option::code).max().orElseThrow());
    }
    row.put(
        "codelist",
        item.options().stream()
            .map(o -> o.code() + "=" + o.text().in(asked.language(), List.of()))
            .collect(Collectors.joining("; ")));
    row.put("required", item.required() ? "1" : "0");
    row.put("branching", item.when().orElse(""));
    row.put("instrument", asked.form().code());
    row.put("instrument_version", asked.form().version());
    row.put("item_number", asked.number());
    row.put("protocol_versions", numbers(versions.getOrDefault(item.id(), List.of())));
    row.put("source", "field items of the answer");
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String cut(String label) {
    if (label.codePointCount(0, label.length()) <= LABEL_CHARACTERS_MAX) return label;
    return label.substring(0, label.offsetByCodePoints(0, LABEL_CHARACTERS_MAX - 1)) + "…";
  }
}
