package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.attune.protocol.model.AllocationMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of methods in the authoring guide is what the linter goes by. */
class MethodGuideTest {
  private static final Path GUIDE = Path.of("../../docs/authoring.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final List<String> KEYS =
      Arrays.stream(Setting.values()).map(Setting::key).toList();

  /**
   * A row of the table.
   *
   * @param needed with both keys of the biased coin, of which it needs one
   */
  record Row(String method, Set<String> needed, Set<String> possible, String example) {}

  static List<Row> rows() throws IOException {
    return Files.readAllLines(GUIDE).stream()
        .filter(line -> line.startsWith("| `") && line.contains("`{method: "))
        .map(line -> line.split("\\|"))
        .map(
            cells ->
                new Row(
                    cells[1].replace("`", "").strip(),
                    codes(cells[2]),
                    codes(cells[3]),
                    cells[4].replace("`{", "").replace("}`", "").strip()))
        .toList();
  }

  private static Set<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1)).collect(Collectors.toSet());
  }

  @Test
  void every_method_has_a_row() throws IOException {
    assertThat(rows()).extracting(Row::method).containsExactlyElementsOf(AllocationMethod.slugs());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_example_is_clean(Row row) {
    assertThat(row.example()).startsWith("method: " + row.method());
    assertThat(RandomizedStudy.by(row.example()).codes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_row_names_every_key_that_the_method_takes(Row row) {
    var method = AllocationMethod.of(row.method()).orElseThrow();
    for (var key : KEYS) {
      boolean named = row.needed().contains(key) || row.possible().contains(key);
      assertThat(method.takes(key)).as(key).isEqualTo(named);
      boolean coin = method == AllocationMethod.BIASED_COIN;
      assertThat(method.needs(key)).as(key).isEqualTo(!coin && row.needed().contains(key));
    }
    assertThat(method.needs("block-sizes")).isEqualTo(row.needed().contains("block-sizes"));
  }
}
