package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint} of the pilot example, with things wrong in its files. */
class LintCommandTest {
  @TempDir Path study;

  private record Run(int exit, String out) {}

  @BeforeEach
  void copy_the_pilot() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!root.resolve("docs/studies").toFile().isDirectory()) root = root.getParent();
    var pilot = root.resolve("docs/studies/kindness-pilot");
    try (var files = Files.walk(pilot)) {
      for (var file : files.toList()) {
        var to = study.resolve(pilot.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(to);
        else Files.copy(file, to);
      }
    }
  }

  private Run lint(String... options) {
    var bytes = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      var arguments = new java.util.ArrayList<>(java.util.List.of("lint", study.toString()));
      arguments.addAll(java.util.List.of(options));
      int exit = Attune.execute(arguments.toArray(String[]::new));
      return new Run(exit, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private void change(String file, String was, String is) throws IOException {
    var text = Files.readString(study.resolve(file));
    assertThat(text).contains(was);
    Files.writeString(study.resolve(file), text.replace(was, is));
  }

  @Test
  void a_clean_study_has_no_findings_and_its_load_is_told() {
    var run = lint();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("No findings.");
    assertThat(run.out().lines().skip(1))
        .singleElement()
        .asString()
        .matches("At most [0-9]+ prompts and reminders within any 72 hours, of 64\\.");
    var document = new JsonObject(lint("--json").out());
    assertThat(run.out()).contains(" " + document.getInteger("promptsWithin72Hours") + " prompts");
  }

  @Test
  void the_plan_of_a_rehearsal_is_read_too() throws IOException {
    change("rehearsal.yaml", "starts:", "begins:");
    var run = lint();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).containsPattern("rehearsal\\.yaml:\\d+:\\d+: error\\[unknown-key]: ");
  }

  @Test
  void json_names_the_place_of_a_plans_error() throws IOException {
    change("rehearsal.yaml", "starts:", "begins:");
    var findings = new JsonObject(lint("--json").out()).getJsonArray("findings");
    assertThat(findings).isNotEmpty();
    var first = findings.getJsonObject(0);
    assertThat(first.getString("file")).isEqualTo("rehearsal.yaml");
    assertThat(first.getInteger("line")).isPositive();
    assertThat(first.getString("severity")).isEqualTo("error");
  }

  @Test
  void errors_of_study_and_plan_come_at_once() throws IOException {
    Files.writeString(study.resolve("study.yaml"), "study: [\n");
    Files.writeString(study.resolve("rehearsal.yaml"), "starts: [\n");
    var run = lint();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("study.yaml:").contains("rehearsal.yaml:");
  }

  @Test
  void a_study_needs_no_plan() throws IOException {
    Files.delete(study.resolve("rehearsal.yaml"));
    assertThat(lint().exit()).isZero();
  }
}
