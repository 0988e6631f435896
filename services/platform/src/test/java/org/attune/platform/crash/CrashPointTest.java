package org.attune.platform.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies where it was told to, and never because of half an option. */
class CrashPointTest {
  private static final int PASSES = 5;

  /** Passes a place {@value #PASSES} times and says each time that it lives. */
  static final class Passer {
    private Passer() {}

    public static void main(String[] arguments) {
      CrashPoint.arm(System.getProperties());
      for (int pass = 1; pass <= PASSES; pass++) {
        CrashPoint.valueOf(arguments[0]).reached();
        System.out.println("alive after " + pass);
      }
    }
  }

  private static Process pass(CrashPoint point, List<String> options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Passer.class.getName(), point.name()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static List<String> lives(Process process) {
    return process.inputReader().lines().filter(line -> line.startsWith("alive")).toList();
  }

  @Test
  void a_process_dies_at_the_pass_it_was_told() throws Exception {
    var process = pass(CrashPoint.RELAY_SENT, CrashPoint.RELAY_SENT.options(3));
    assertThat(lives(process)).containsExactly("alive after 1", "alive after 2");
    assertThat(process.waitFor()).isEqualTo(CrashPoint.KILLED);
  }

  @Test
  void other_places_are_passed() throws Exception {
    var process = pass(CrashPoint.DUE_TAKEN, CrashPoint.RELAY_SENT.options(1));
    assertThat(lives(process)).hasSize(PASSES);
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Dattune.crash-at=due.taken-not-handled:1", "-Dattune.crash-allowed=yes"})
  void one_option_without_the_other_starts_nothing(String option) throws Exception {
    var process = pass(CrashPoint.DUE_TAKEN, List.of(option));
    assertThat(lives(process)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere:1", "due.taken-not-handled:0", "due.taken-not-handled:x"})
  void a_place_that_is_none_is_refused(String at) {
    var options = new Properties();
    options.setProperty("attune.crash-at", at);
    options.setProperty("attune.crash-allowed", "yes");
    assertThatThrownBy(() -> CrashPoint.arm(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attune.crash-at");
  }

  @ParameterizedTest
  @EnumSource
  void every_place_is_in_the_code_once_and_on_the_page(CrashPoint point) throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("docs/faults.md"))) root = root.getParent();
    assertThat(Files.readString(root.resolve("docs/faults.md")))
        .contains("| `" + point.title() + "` |");
    try (var files = Files.walk(root.resolve("services/platform/src/main"))) {
      var call = "CrashPoint." + point + ".reached()";
      assertThat(files.filter(file -> file.toString().endsWith(".java")).flatMap(Passed::lines))
          .filteredOn(line -> line.contains(call))
          .hasSize(1);
    }
  }

  private static final class Passed {
    static Stream<String> lines(Path file) {
      try {
        return Files.readAllLines(file).stream();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
