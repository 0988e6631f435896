package org.attune.standalone.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.attune.standalone.platform.JavaProgram;
import org.attune.standalone.platform.PilotProgram;
import org.attune.standalone.separate.Work;
import org.attune.standalone.synthetic.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole trial whose services are processes of their own, ema two of them. */
@ExtendWith(PilotProgram.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SeparateRehearsalIT {
  private static final List<String> SERVICES =
      List.of(
          "studies",
          "enrollment",
          "randomization",
          "ema",
          "ema",
          "outcomes",
          "interventions",
          "analytics");

  private static final int HEAP_MEBIBYTES = 512;

  /** As many of each log are told when the driver has failed. */
  private static final int LINES = 5;

  @TempDir private Path directory;

  @Test
  void a_trial_over_separate_processes_gives_the_dataset_of_one_process()
      throws InterruptedException, IOException {
    var separate =
        Rehearsal.run(
            new RehearsalRequest(
                Examples.bundle(PilotProgram.STUDY),
                PilotProgram.PARTICIPANTS,
                PilotProgram.SEED,
                directory.resolve("separate"),
                Optional.empty(),
                0,
                true,
                _ -> {}));

    assertThat(separate.broken()).isEmpty();
    assertThat(separate.processes()).extracting(Work::service).isEqualTo(SERVICES);
    assertThat(separate.processes())
        .filteredOn(process -> process.service().equals("ema"))
        .allSatisfy(
            process -> {
              assertThat(process.recorded()).as("recorded by %s", process).isPositive();
              assertThat(process.applied()).as("applied by %s", process).isPositive();
            });

    var one = PilotProgram.report();
    assertThat(one.getJsonObject("promises").getBoolean("kept")).isTrue();
    assertThat(separate.dataset().sha256())
        .isEqualTo(one.getJsonObject("dataset").getString("sha256"));
    var events = one.getJsonObject("events");
    assertThat(separate.events().published()).isEqualTo(events.getLong("published"));
    assertThat(separate.events().consumed()).isEqualTo(events.getLong("consumed"));
  }

  @Test
  void nothing_of_it_is_left_when_its_driver_is_killed() throws Exception {
    var driver =
        new ProcessBuilder(
                JavaProgram.command(
                    HEAP_MEBIBYTES,
                    List.of(),
                    List.of(
                        "org.attune.standalone.command.Attune",
                        "rehearse",
                        Examples.directory("kindness-pilot").toString(),
                        "--participants",
                        "40",
                        "--separate",
                        "--data",
                        directory.resolve("data").toString(),
                        "--out",
                        directory.resolve("out").toString())))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitFirstDay(driver);
    var below = driver.descendants().toList();
    assertThat(below).hasSizeGreaterThan(SERVICES.size());

    driver.destroyForcibly().waitFor();
    for (var process : below) process.onExit().get(1, TimeUnit.MINUTES);
  }

  /** Everything works, and the study has begun. */
  private void awaitFirstDay(Process driver) throws IOException, InterruptedException {
    var said = new ArrayList<String>();
    var errors = driver.errorReader();
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      if (line.contains("  day ")) return;
      said.add(line);
    }
    throw new AssertionError(
        "The driver ended with %d before the first day.%n%s%n%s"
            .formatted(driver.waitFor(), String.join("\n", said), lastLogged()));
  }

  /** The last lines of each process. */
  private String lastLogged() throws IOException {
    try (var files = Files.walk(directory)) {
      var said = new StringBuilder();
      for (var file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        var lines = Files.readAllLines(file);
        said.append(file.getFileName()).append('\n');
        lines
            .subList(Math.max(0, lines.size() - LINES), lines.size())
            .forEach(line -> said.append("  ").append(line).append('\n'));
      }
      return said.toString();
    }
  }
}
