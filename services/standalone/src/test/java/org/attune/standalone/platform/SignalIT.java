package org.attune.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a process of its own that is told to end. */
@ExtendWith(PilotProgram.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SignalIT {
  private static final int HEAP_MEBIBYTES = 512;
  private static final int TERMINATED = 128 + 15;

  @TempDir Path directory;

  private Process up() throws IOException {
    var process =
        new ProcessBuilder(
                JavaProgram.command(
                    HEAP_MEBIBYTES,
                    List.of(),
                    List.of(
                        "org.attune.standalone.command.Attune",
                        "up",
                        "--port",
                        "0",
                        "--data",
                        directory.resolve("data").toString())))
            .redirectError(directory.resolve("err").toFile())
            .start();
    var said = process.inputReader();
    for (var line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("Stop with")) return process;
    }
    throw new AssertionError(Files.readString(directory.resolve("err")));
  }

  @Test
  void a_platform_that_is_told_to_end_stops_in_order_and_comes_back() throws Exception {
    for (int start = 0; start < 2; start++) {
      var process = up();
      var postmaster = Files.readAllLines(directory.resolve("data/postgres/postmaster.pid"));
      var database = ProcessHandle.of(Long.parseLong(postmaster.getFirst().strip()));
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(TERMINATED);
      assertThat(database.filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(directory.resolve("data/platform.json")).doesNotExist();
      assertThat(warnings()).isEmpty();
    }
  }

  private List<String> warnings() throws IOException {
    return Files.readAllLines(directory.resolve("err")).stream()
        .filter(line -> line.contains("WARN") && !line.startsWith("WARNING: "))
        .toList();
  }
}
