package org.attune.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EffectsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String study(String name) {
    var here = java.nio.file.Path.of("").toAbsolutePath();
    while (!here.resolve("docs/studies").toFile().isDirectory()) here = here.getParent();
    return here.resolve("docs/studies").resolve(name).toString();
  }

  @Test
  void no_trials_are_refused_with_a_sentence() {
    assertThat(execute("effects", "--runs", "0")).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo("--runs must be 1 to 100000.");
  }

  @Test
  void a_study_without_arms_is_refused_with_a_sentence() {
    var study = study("daily-connection");
    assertThat(execute("effects", "--study", study)).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(study + " plants no differences between arms, so there is nothing to find.");
  }

  @Test
  void a_few_trials_print_one_json_line_whose_verdict_is_the_exit_code() {
    int exit =
        execute(
            "effects", "--study", study("kindness-pilot"), "--runs", "4", "--seed", "7", "--json");
    var lines = out.toString().strip().lines().toList();
    assertThat(lines).hasSize(1);
    var document = new JsonObject(lines.getFirst());
    assertThat(document.getInteger("runs")).isEqualTo(4);
    assertThat(document.getJsonArray("full")).hasSize(2);
    assertThat(document.getJsonArray("observed")).hasSize(2);
    assertThat(exit).isEqualTo(document.getBoolean("passed") ? 0 : 1);
    assertThat(document.getString("wanting") == null).isEqualTo(exit == 0);
    assertThat(err.toString().isEmpty()).isEqualTo(exit == 0);
  }
}
