package org.attune.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command as a whole process and watches it with its children (Linux). */
final class ProcessTree {
  static final Duration SAMPLE_EVERY = Duration.ofMillis(500);

  private ProcessTree() {}

  /** Runs to the end; standard error goes where ours goes. */
  static Measured run(List<String> command) {
    try {
      var output = Files.createTempFile("attune-bench-", ".out");
      long start = System.nanoTime();
      var process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      long peak = 0;
      while (!process.waitFor(SAMPLE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, pssBytes(process.toHandle()));
      }
      var wall = Duration.ofNanos(System.nanoTime() - start);
      var text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      return new Measured(process.exitValue(), wall, peak, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Sum of proportional set sizes of a process and all below it. */
  static long pssBytes(ProcessHandle root) {
    long sum = pssOf(root);
    for (var child : root.descendants().toList()) sum += pssOf(child);
    return sum;
  }

  private static long pssOf(ProcessHandle process) {
    var file = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    try {
      for (var line : Files.readAllLines(file)) {
        if (line.startsWith("Pss:")) {
          return Long.parseLong(line.replaceAll("\\D+", "")) * 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0; // it ended while we looked
    }
  }
}
