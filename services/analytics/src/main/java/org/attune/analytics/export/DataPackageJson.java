package org.attune.analytics.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.attune.analytics.dataset.ColumnKind;
import org.attune.analytics.dataset.CsvFile.Written;
import org.attune.analytics.dataset.DatasetColumn;
import org.attune.analytics.dataset.DatasetTable;

/**
 * {@code datapackage.json}: Data Package 2.0, a resource with its Table Schema per table.
 *
 * @see <a href="https://datapackage.org/standard/data-package/">Data Package 2.0</a>
 */
final class DataPackageJson {
  private record Referred(String table, String column) {}

  private static final Map<String, Referred> FOREIGN_KEYS =
      Map.of(
          "visit_id", new Referred("visits", "visit_id"),
          "prompt_id", new Referred("prompts", "prompt_id"),
          "kept_id", new Referred("kept_answers", "kept_id"));

  private DataPackageJson() {}

  /**
   * @param files SHA-256 by path
   */
  static String of(
      String study, List<Written> tables, SortedMap<String, String> files, PackageDirectory made) {
    var resources = new ArrayList<Object>();
    for (var written : tables) resources.add(resource(study, written.table(), files, made));
    var document = new LinkedHashMap<String, Object>();
    document.put("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    document.put("name", "study-" + study);
    document.put("title", "Dataset of the study " + study);
    document.put("resources", resources);
    return Json.text(document);
  }

  private static Map<String, Object> resource(
      String study, DatasetTable table, SortedMap<String, String> files, PackageDirectory made) {
    var path = Exports.dataPath(study, table);
    var resource = new LinkedHashMap<String, Object>();
    resource.put("name", table.name().replace('_', '-'));
    resource.put("path", path);
    resource.put("title", "One row per " + table.grain());
    resource.put("type", "table");
    resource.put("format", "csv");
    resource.put("mediatype", "text/csv");
    resource.put("encoding", "utf-8");
    resource.put("bytes", made.bytes(path));
    resource.put("hash", "sha256:" + files.get(path));
    resource.put("dialect", Map.of("lineTerminator", "\n"));
    resource.put("schema", schema(table));
    return resource;
  }

  private static Map<String, Object> schema(DatasetTable table) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://datapackage.org/profiles/2.0/tableschema.json");
    schema.put("fields", table.columns().stream().map(column -> field(table, column)).toList());
    schema.put("missingValues", List.of(""));
    schema.put("primaryKey", table.key());
    var foreign = new ArrayList<Object>();
    for (var column : table.columns()) {
      var target = FOREIGN_KEYS.get(column.name());
      if (target == null || target.table().equals(table.name())) continue;
      foreign.add(
          Map.of(
              "fields",
              List.of(column.name()),
              "reference",
              new java.util.TreeMap<String, Object>(
                  Map.of("resource", target.table(), "fields", List.of(target.column())))));
    }
    if (!foreign.isEmpty()) {
      schema.put("foreignKeys", foreign.stream().map(DataPackageJson::sorted).toList());
    }
    return schema;
  }

  private static Object sorted(Object map) {
    return map instanceof Map<?, ?> m ? new java.util.TreeMap<>(m) : map;
  }

  private static Map<String, Object> field(DatasetTable table, DatasetColumn column) {
    var field = new LinkedHashMap<String, Object>();
    field.put("name", column.name());
    field.put("type", column.kind().tableSchema);
    if (column.kind() == ColumnKind.FLAG) {
      field.put("trueValues", List.of("1"));
      field.put("falseValues", List.of("0"));
    }
    if (column.kind() == ColumnKind.INSTANT) field.put("format", "any");
    field.put("title", column.label());
    if (!column.rule().isEmpty()) field.put("description", column.rule());
    if (table.key().contains(column.name())) field.put("constraints", Map.of("required", true));
    return field;
  }
}
