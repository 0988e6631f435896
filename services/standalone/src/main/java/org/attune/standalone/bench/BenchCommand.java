package org.attune.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.attune.standalone.faults.FaultsCommand;
import org.attune.testkit.backend.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: what a rehearsal costs in time and memory, and how that grows with its size. */
@Command(
    name = "bench",
    subcommands = {EffectsCommand.class, FaultsCommand.class},
    description =
        "Measure whole rehearsals: seconds, peak memory, and the ratio of ten times more.")
public final class BenchCommand implements Callable<Integer> {
  @Mixin BenchedStudy benched = new BenchedStudy();

  @Option(
      names = "--participants",
      description = "Participants of the smaller rehearsal (default: ${DEFAULT-VALUE}).",
      defaultValue = "90")
  int participants;

  @Option(
      names = "--scale",
      description = "How many times more the larger one has; 1 leaves it out (default: 1).",
      defaultValue = "1")
  int scale;

  @Override
  public Integer call() {
    var small = rehearse(participants);
    print(participants, small);
    if (small.exit() != 0) return 1;
    if (scale > 1) {
      var large = rehearse(participants * scale);
      print(participants * scale, large);
      System.out.printf(
          "ratio at %d times the participants: time %.2f, memory %.2f%n",
          scale,
          large.seconds() / small.seconds(),
          (double) large.peakPssBytes() / small.peakPssBytes());
      if (large.exit() != 0) return 1;
    }
    return 0;
  }

  private Measured rehearse(int size) {
    try {
      var directory = Files.createTempDirectory("attune-bench-");
      var measured =
          ProcessTree.run(
              command(
                  "rehearse",
                  benched.directory.toString(),
                  "--participants",
                  Integer.toString(size),
                  "--seed",
                  Long.toString(benched.seed),
                  "--out",
                  directory.resolve("package").toString(),
                  "--json"));
      Directories.delete(directory);
      return measured;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This very program with other arguments. */
  private static List<String> command(String... arguments) {
    var self = ProcessHandle.current().info();
    var command = new ArrayList<String>();
    command.add(self.command().orElse("java"));
    command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.attune.standalone.command.Attune");
    command.addAll(List.of(arguments));
    return command;
  }

  private static void print(int size, Measured run) {
    System.out.printf(
        "%d participants: %.1f s, peak %d MiB (sum of PSS), exit %d%n",
        size, run.seconds(), run.peakMebibytes(), run.exit());
  }
}
