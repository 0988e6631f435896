package org.attune.standalone.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.attune.standalone.allocations.AllocationsCommand;
import org.attune.standalone.faults.FaultsCommand;
import org.attune.standalone.faults.RecoveryCommand;
import org.attune.standalone.momentary.AnswersCommand;
import org.attune.standalone.momentary.PromptsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: what a rehearsal costs in time and memory, and how that grows with its size. */
@Command(
    name = "bench",
    subcommands = {
      AllocationsCommand.class,
      AnswersCommand.class,
      EffectsCommand.class,
      FaultsCommand.class,
      ProcessesCommand.class,
      PromptsCommand.class,
      RecoveryCommand.class
    },
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
    return WholeRehearsal.run(benched, size, List.of(), List.of());
  }

  private static void print(int size, Measured run) {
    System.out.printf(
        "%d participants: %.1f s, peak %d MiB (sum of PSS), exit %d%n",
        size, run.seconds(), run.peakMebibytes(), run.exit());
  }
}
