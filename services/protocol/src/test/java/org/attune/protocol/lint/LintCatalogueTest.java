package org.attune.protocol.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.protocol.bundle.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code has a bundle that triggers it and nothing else: the small study in lint/base with the
 * files of lint/&lt;code&gt; laid over it.
 */
class LintCatalogueTest {
  private static final Path GUIDE = Path.of("../../docs/authoring.md");

  static List<String> codes() throws IOException {
    try (var folders = Files.list(SmallStudy.LINT)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("base"))
          .sorted()
          .toList();
    }
  }

  @Test
  void the_small_study_is_clean() {
    var linting = Linter.lint(SmallStudy.bundle());

    assertThat(linting.findings()).isEmpty();
    assertThat(linting.protocol()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void each_code_is_triggered_alone_by_its_bundle(String code) {
    var linting = Linter.lint(SmallStudy.with(code));

    assertThat(linting.findings()).extracting(Finding::code).isNotEmpty().containsOnly(code);
    assertThat(linting.protocol().isPresent()).isEqualTo(!linting.hasErrors());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void each_finding_stands_in_a_line_and_is_a_sentence_with_a_remedy(String code) {
    for (var finding : Linter.lint(SmallStudy.with(code)).findings()) {
      assertThat(finding.toString())
          .matches("[a-z0-9_/.-]+\\.yaml:\\d+:\\d+: (error|warning)\\[" + code + "]: .+");
      assertThat(finding.sentence()).matches("(?s)[A-Z0-9'].*[.?]");
    }
  }

  @Test
  void every_code_of_the_catalogue_has_a_bundle() throws IOException {
    assertThat(codes()).containsAll(slugs());
  }

  @Test
  void every_code_has_a_heading_in_the_authoring_guide() throws IOException {
    var headings =
        Files.readAllLines(GUIDE).stream()
            .filter(line -> line.startsWith("#### "))
            .map(line -> line.substring(5).replace("`", "").strip())
            .collect(Collectors.toSet());

    assertThat(headings).containsAll(codes()).containsAll(slugs());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void the_example_in_the_authoring_guide_is_what_the_linter_says(String code) throws IOException {
    var finding = Linter.lint(SmallStudy.with(code)).findings().getFirst();

    assertThat(Files.readString(GUIDE)).contains("    " + finding + "\n");
  }

  private static List<String> slugs() {
    return Arrays.stream(Code.values()).map(Code::slug).toList();
  }
}
