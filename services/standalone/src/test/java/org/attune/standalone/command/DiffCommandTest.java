package org.attune.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code diff} of the pilot example and a version 2 of it with things changed. */
class DiffCommandTest {
  @TempDir Path folder;

  private record Run(int exit, String out, String err) {}

  private Path before() {
    return folder.resolve("one");
  }

  private Path after() {
    return folder.resolve("two");
  }

  @BeforeEach
  void copy_the_pilot_twice() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!root.resolve("docs/studies").toFile().isDirectory()) root = root.getParent();
    var pilot = root.resolve("docs/studies/kindness-pilot");
    for (var copy : List.of(before(), after())) {
      try (var files = Files.walk(pilot)) {
        for (var file : files.toList()) {
          var to = copy.resolve(pilot.relativize(file).toString());
          if (Files.isDirectory(file)) Files.createDirectories(to);
          else Files.copy(file, to);
        }
      }
    }
    change("study.yaml", "version: 1", "version: 2\neffective: 2026-03-01\nreason: \"Shorter\"");
  }

  private Run diff(String... options) {
    return diff(before(), after(), options);
  }

  private Run diff(Path one, Path other, String... options) {
    var printed = new ByteArrayOutputStream();
    var complained = new ByteArrayOutputStream();
    var out = System.out;
    var err = System.err;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      var arguments = new ArrayList<>(List.of("diff", one.toString(), other.toString()));
      arguments.addAll(List.of(options));
      int exit = Attune.execute(arguments.toArray(String[]::new));
      return new Run(
          exit,
          printed.toString(StandardCharsets.UTF_8),
          complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private void change(String file, String was, String is) throws IOException {
    var text = Files.readString(after().resolve(file));
    assertThat(text).contains(was);
    Files.writeString(after().resolve(file), text.replace(was, is));
  }

  @Test
  void a_study_does_not_differ_from_itself() {
    var run = diff(before(), before());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo("No change: both are version 1 of kindness-pilot." + System.lineSeparator());
  }

  @Test
  void a_next_version_may_change_nothing() {
    var run = diff();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("No change: version 2 of kindness-pilot changes nothing");
  }

  @Test
  void what_changed_is_listed_with_those_who_get_it() throws IOException {
    change("study.yaml", "expires: PT60M", "expires: PT45M");
    var run = diff();
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("kindness-pilot: version 1 to 2", "Effective: 2026-03-01", "Reason: Shorter")
        .contains(
            "Momentary assessment", "Only what was not sent and did not open is planned again")
        .contains("changed  ema/week/expires", "old: \"PT1H\"", "new: \"PT45M\"");
  }

  @Test
  void json_is_one_document() throws IOException {
    change("study.yaml", "expires: PT60M", "expires: PT45M");
    var run = diff("--json");
    assertThat(run.exit()).isZero();
    var change =
        new JsonObject()
            .put("area", "momentary")
            .put("path", "ema/week/expires")
            .put("kind", "changed")
            .put("old", "PT1H")
            .put("new", "PT45M")
            .put("who", JsonArray.of("not-yet-enrolled", "enrolled-before"))
            .put("how", "replanned");
    assertThat(new JsonObject(run.out()))
        .isEqualTo(
            new JsonObject()
                .put("study", "kindness-pilot")
                .put("from", 1)
                .put("to", 2)
                .put("effective", "2026-03-01")
                .put("changes", JsonArray.of(change))
                .put("stranding", new JsonArray())
                .put("reconsent", false));
  }

  @Test
  void stranding_stands_first_and_is_refused() throws IOException {
    change("study.yaml", "[about, scs_sf, who5]", "[about, scs_sf]");
    change("analysis.yaml", "adjust: [baseline, strata]", "adjust: [strata]");
    var run = diff();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .containsSubsequence(
            "Stranding",
            "assessments/baseline/instruments",
            "Keep the instrument in this assessment.",
            "Assessments");
    var document = new JsonObject(diff("--json").out());
    assertThat(document.getJsonArray("stranding").getJsonObject(0).getString("path"))
        .isEqualTo("assessments/baseline/instruments");
  }

  @Test
  void what_a_committed_list_forbids_is_refused() throws IOException {
    change("study.yaml", "block-sizes: [4, 6]", "block-sizes: [4, 8]");
    var run = diff();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("Publishing refuses this amendment once the study has opened.");
  }

  @Test
  void what_is_wrong_with_a_bundle_is_said_as_lint_says_it() throws IOException {
    change("study.yaml", "\nreason: \"Shorter\"", "");
    var run = diff();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains(after() + " is not a study that can be published:")
        .containsPattern(
            "study\\.yaml:3:10: error\\[missing-key]: Version 2 is an amendment and needs the key"
                + " 'reason'; add it\\.");
    var finding = new JsonObject(diff("--json").out()).getJsonArray("findings").getJsonObject(0);
    assertThat(finding.getString("directory")).isEqualTo(after().toString());
    assertThat(finding.getString("code")).isEqualTo("missing-key");
  }

  @Test
  void texts_are_printed_in_their_own_letters() throws IOException {
    change("study.yaml", "Cuatro semanas de amabilidad", "Amabilidad: leña y niñez");
    assertThat(diff().out()).contains("Texts only", "new: \"Amabilidad: leña y niñez\"");
  }

  @Test
  void a_version_that_is_not_the_next_is_no_amendment() throws IOException {
    change("study.yaml", "version: 2", "version: 4");
    var run = diff();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "An amendment of version 1 is version 2, not 4; correct version: in study.yaml.");
  }

  @Test
  void two_studies_are_not_compared() throws IOException {
    change("study.yaml", "study: kindness-pilot", "study: another-pilot");
    var run = diff();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'kindness-pilot' and 'another-pilot' are two studies");
  }

  @Test
  void a_directory_that_is_not_there_is_an_unusable_call() {
    var missing = folder.resolve("three");
    var run = diff(before(), missing);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).isEqualToIgnoringNewLines("'%s' is not a directory.".formatted(missing));
  }

  @Test
  void two_directories_are_named() {
    var complained = new ByteArrayOutputStream();
    var err = System.err;
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      assertThat(Attune.execute("diff", before().toString())).isEqualTo(2);
    } finally {
      System.setErr(err);
    }
    assertThat(complained.toString(StandardCharsets.UTF_8)).contains("NEW");
  }
}
