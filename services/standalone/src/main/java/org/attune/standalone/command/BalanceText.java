package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A study's balance as a table: who shares what, how many they are, and by arm if that is told. */
final class BalanceText {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  private BalanceText() {}

  static String of(JsonObject balance) {
    var text = new BalanceText();
    var arms = balance.getJsonObject("arms", new JsonObject());
    text.head(arms);
    text.row("all", balance.getInteger("allocations"), arms);
    text.rows(balance.getJsonArray("strata"));
    text.levels(balance);
    return "%s: %d of %d allocated%s%n%s"
        .formatted(
            balance.getString("study"),
            balance.getInteger("allocations"),
            balance.getInteger("target"),
            balance.getString("closed") == null ? "" : ", closed",
            text.aligned());
  }

  private void head(JsonObject arms) {
    var row = new ArrayList<String>(List.of("", "allocated"));
    row.addAll(arms.fieldNames());
    rows.add(row);
  }

  private void row(String name, int allocations, JsonObject arms) {
    var row = new ArrayList<String>(List.of(name, Integer.toString(allocations)));
    for (var arm : arms.fieldNames()) row.add(Integer.toString(arms.getInteger(arm)));
    rows.add(row);
  }

  private void rows(JsonArray cells) {
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.getJsonObject(i);
      var levels = cell.getJsonObject("levels");
      var name = new ArrayList<String>();
      for (var factor : levels.fieldNames()) name.add(factor + "=" + levels.getString(factor));
      row(
          String.join(", ", name),
          cell.getInteger("allocations"),
          cell.getJsonObject("arms", new JsonObject()));
    }
  }

  /** Where there is one factor, its levels are the strata. */
  private void levels(JsonObject balance) {
    var levels = balance.getJsonArray("levels", new JsonArray());
    if (!levels.equals(balance.getJsonArray("strata"))) rows(levels);
  }

  private String aligned() {
    var widths = new ArrayList<Integer>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      int column = i;
      widths.add(rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    var lines = new ArrayList<String>();
    for (var row : rows) lines.add(line(row, widths));
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(List<String> row, List<Integer> widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      var blank = " ".repeat(widths.get(i) - row.get(i).length());
      line.append(GAP).append(i == 0 ? row.get(i) + blank : blank + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
