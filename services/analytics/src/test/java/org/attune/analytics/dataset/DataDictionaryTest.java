package org.attune.analytics.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables in docs/data-dictionary.md are those of the code. {@code -Dgolden=write} writes them.
 */
class DataDictionaryTest {
  private static final Path FILE = Path.of("../../docs/data-dictionary.md");
  private static final String BEGIN = "<!-- tables: written by DataDictionaryTest -->\n";

  @Test
  void the_dictionary_has_every_table_and_column() throws IOException {
    var text = Files.readString(FILE);
    var head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    if ("write".equals(System.getProperty("golden"))) Files.writeString(FILE, head + tables());
    assertThat(Files.readString(FILE)).isEqualTo(head + tables());
  }

  private static String tables() {
    var text = new StringBuilder();
    text.append("\n## Columns that every table begins with\n\n");
    columns(text, DatasetTable.COMMON);
    for (var table : DatasetTables.of(new StudyProtocols(List.of()), Blinding.UNBLINDED)) {
      text.append("\n## ").append(table.name()).append("\n\nOne row per ").append(table.grain());
      text.append(". Key: `").append(String.join("`, `", table.key())).append("`.");
      if (table.restricted()) text.append(" Unblinded datasets only.");
      text.append("\n\n");
      columns(text, table.own());
    }
    return text.toString();
  }

  private static void columns(StringBuilder text, List<DatasetColumn> columns) {
    text.append("| column | type | meaning | unit or codes | from | rule |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (var c : columns) {
      var unit = c.codes().isEmpty() ? c.unit() : c.codes();
      var cells =
          Stream.of(
              "`" + c.name() + "`", c.kind().tableSchema, c.label(), unit, c.source(), c.rule());
      text.append("| ").append(String.join(" | ", cells.toList())).append(" |\n");
    }
  }
}
