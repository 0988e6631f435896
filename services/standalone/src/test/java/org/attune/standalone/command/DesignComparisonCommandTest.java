package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attune.standalone.synthetic.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code randomization compare}, with a few trials of few people. */
class DesignComparisonCommandTest {
  @TempDir Path directory;

  private record Run(int exit, String out, String err) {}

  private Run compare(Path study, String... options) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var outBefore = System.out;
    var errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      var arguments = new ArrayList<>(List.of("randomization", "compare", study.toString()));
      arguments.addAll(List.of("--out", directory.resolve("out").toString()));
      arguments.addAll(List.of(options));
      int exit = Attune.execute(arguments.toArray(String[]::new));
      return new Run(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** The pilot without its rehearsal, which takes long to be made ready. */
  private Path pilot() throws IOException {
    var pilot = Examples.directory("kindness-pilot");
    var study = directory.resolve("study");
    try (var files = Files.walk(pilot)) {
      for (var file : files.toList()) {
        var to = study.resolve(pilot.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(to);
        else if (!file.endsWith("rehearsal.yaml")) Files.copy(file, to);
      }
    }
    return study;
  }

  @Test
  void the_table_says_what_was_assumed_and_where_the_files_are() throws IOException {
    var run = compare(pilot(), "--participants", "40", "--runs", "30", "--effect", "0.6");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("kindness-pilot version 1: 30 simulated trials of 40 participants, seed 7")
        .contains("0.60 standard deviations (--effect)")
        .contains("\n* stratified-blocks  blocks 4, 6")
        .contains("The study has no rehearsal.yaml");
    assertThat(run.err()).contains("30 of 30 trials");
    var table = directory.resolve("out/comparison.csv");
    try (var csv = CsvReader.builder().ofNamedCsvRecord(table)) {
      var rows = csv.stream().toList();
      assertThat(rows).hasSize(7);
      for (var row : rows) {
        assertThat(row.getField("seed")).isEqualTo("7");
        for (var figure : List.of("correct_guess", "imbalance_greatest", "power")) {
          assertThat(Double.parseDouble(row.getField(figure))).as(figure).isPositive();
          assertThat(Double.parseDouble(row.getField(figure + "_error"))).as(figure).isPositive();
        }
      }
    }
    assertThat(directory.resolve("out/comparison.svg")).content().startsWith("<svg ");
  }

  @Test
  void json_is_one_line_and_the_same_for_the_same_seed() throws IOException {
    var study = pilot();
    var options =
        new String[] {"--runs", "60", "--seed", "3", "--json", "--methods", "simple,minimisation"};
    var run = compare(study, options);
    assertThat(run.out().strip().lines()).hasSize(1);
    assertThat(compare(study, options).out()).isEqualTo(run.out());
    var document = new JsonObject(run.out());
    assertThat(document.getLong("seed")).isEqualTo(3);
    assertThat(document.getJsonArray("methods")).hasSize(2);
    var simple = document.getJsonArray("methods").getJsonObject(0);
    assertThat(simple.getString("method")).isEqualTo("simple");
    assertThat(simple.getJsonObject("correctGuess").getDouble("mean")).isBetween(0.3, 0.7);
    // No difference is planted and none was asked for.
    assertThat(simple.getValue("power")).isNull();
    assertThat(document.getJsonArray("notes").encode()).contains("Power is left out");
  }

  private void unusable(Path study, String sentence, String... options) {
    var run = compare(study, options);
    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.err().strip()).isEqualTo(sentence);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void what_cannot_be_compared_is_refused_with_a_sentence() throws IOException {
    var study = pilot();
    unusable(study, "--participants must be 2 to 100000.", "--participants", "1");
    unusable(study, "--participants must be 2 to 100000.", "--participants", "100001");
    unusable(study, "--runs must be 1 to 1000000.", "--runs", "0");
    unusable(study, "--effect must be -10 to 10.", "--effect", "11");
    unusable(study, "--effect must be -10 to 10.", "--effect", "NaN");
    unusable(
        Examples.directory("daily-connection"),
        "The study has no arms, so there are no methods to compare.");
    assertThat(compare(study, "--methods", "shuffle").err())
        .startsWith("There is no method 'shuffle' to compare: take simple,");
  }

  @Test
  void a_broken_study_is_answered_with_its_findings() throws IOException {
    var study = pilot();
    Files.writeString(study.resolve("rehearsal.yaml"), "begins: 2026-01-12\n");
    var run = compare(study, "--runs", "1");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).containsPattern("rehearsal\\.yaml:\\d+:\\d+: error\\[unknown-key]: ");
    Files.writeString(study.resolve("study.yaml"), "study: [\n");
    var json = compare(study, "--runs", "1", "--json");
    assertThat(json.exit()).isEqualTo(1);
    assertThat(new JsonObject(json.out()).getJsonArray("findings")).isNotEmpty();
  }
}
