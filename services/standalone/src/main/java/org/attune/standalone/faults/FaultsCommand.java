package org.attune.standalone.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.logging.JsonLogs;
import org.attune.standalone.platform.Endings;
import org.attune.testkit.backend.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench faults}: kills the platform and asks whether anything was lost or doubled. */
@Command(
    name = "faults",
    description = {
      "Kill services, broker, database and the whole of 'up' under load, and check every promise.",
      "Exit 0 if nothing is lost, doubled, unexplained or left running; 1 otherwise."
    })
public final class FaultsCommand implements Callable<Integer> {
  private static final int KILLS_MAX = 100_000;

  /** Kills of one round; each begins with a platform, a study and participants of its own. */
  static final int ROUND_KILLS_MAX = 100;

  private static final int WANTING = 1;
  private static final int UNUSABLE = 2;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      description = "Kills in all (default: ${DEFAULT-VALUE}).",
      defaultValue = "500")
  int kills;

  @Option(
      names = "--seed",
      description =
          "Seed of who is killed when (default: ${DEFAULT-VALUE}); each round, of "
              + ROUND_KILLS_MAX
              + " kills at most, has the next.",
      defaultValue = "7")
  long seed;

  @Option(
      names = "--of",
      description =
          "What is killed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); of both, one kill"
              + " in ten is of the whole of up; of clocks, services are killed only to set their"
              + " wall clocks, an hour ahead and an hour behind.",
      defaultValue = "PROCESSES")
  Killed of = Killed.PROCESSES;

  @Option(
      names = "--at",
      paramLabel = "POINT",
      split = ",",
      description =
          "Crash points that services die at, and no service dies elsewhere; docs/faults.md names"
              + " them (default: all, and at any moment).")
  List<String> at = List.of();

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  /** What is killed. */
  enum Killed {
    PROCESSES,
    UP,
    BOTH,
    /** Services, to start them with a wall clock that is set while they work. */
    CLOCKS
  }

  @Override
  public Integer call() throws InterruptedException {
    if (kills < 1 || kills > KILLS_MAX) {
      err().println("--kills is a number from 1 to " + KILLS_MAX + ".");
      return UNUSABLE;
    }
    for (var title : at) {
      if (CrashPoint.of(title).isPresent()) continue;
      err()
          .println(
              "--at names no crash point " + title + "; they are " + CrashPoint.titles() + ".");
      return UNUSABLE;
    }
    if (of == Killed.CLOCKS && SetClock.find().isEmpty()) {
      err().println("No clock is set: libfaketime, Debian's package faketime, is not here.");
      return 0;
    }
    var reports = new ArrayList<FaultReport>();
    int ofUp = of == Killed.BOTH ? Math.max(1, kills / 10) : of == Killed.UP ? kills : 0;
    for (int done = 0; done < kills - ofUp; done += ROUND_KILLS_MAX) {
      var what = of == Killed.CLOCKS ? "clocks" : "processes";
      reports.add(run(what, Math.min(ROUND_KILLS_MAX, kills - ofUp - done), reports.size()));
    }
    for (int done = 0; done < ofUp; done += ROUND_KILLS_MAX) {
      reports.add(run("up", Math.min(ROUND_KILLS_MAX, ofUp - done), reports.size()));
    }
    boolean kept = reports.stream().allMatch(FaultReport::isKept);
    if (json) {
      var all = new JsonArray(reports.stream().map(FaultReport::json).toList());
      out().println(new JsonObject().put("seed", seed).put("kept", kept).put("runs", all).encode());
    }
    return kept ? 0 : WANTING;
  }

  private FaultReport run(String what, int most, int round) throws InterruptedException {
    long ofRound = seed + round;
    if (!json) out().printf(Locale.ROOT, "%s: %d kills, seed %d%n", what, most, ofRound);
    try {
      var directory = Files.createTempDirectory("attune-faults-");
      var report = run(what, most, ofRound, directory);
      if (!json) out().println(report);
      if (report.isKept()) Directories.delete(directory);
      else err().println("Logs and data stay in " + directory + ".");
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FaultReport run(String what, int most, long ofRound, Path directory)
      throws InterruptedException {
    var tally = new Tally(most);
    Estate estate =
        what.equals("up")
            ? new UpEstate(directory, tally)
            : new AloneEstate(
                directory,
                tally,
                aimed(),
                what.equals("clocks") ? SetClock.find() : Optional.empty());
    var log = JsonLogs.toFile(directory.resolve("faults.jsonl"));
    var ending = Endings.add(estate::close, estate::close);
    var broken = List.<String>of();
    var looked = "";
    try {
      var verdict = new FaultRun(estate, tally, ofRound).verdict();
      looked = verdict.toString();
      if (!verdict.isKept()) broken = looked.lines().toList();
    } catch (FaultsException e) {
      tally.complain(String.valueOf(e.getMessage()));
    } finally {
      estate.close();
      ending.close();
      Looks.close(log);
    }
    return new FaultReport(what, tally.figures(), looked, broken, estate.leftovers());
  }

  private Set<CrashPoint> aimed() {
    return at.stream().flatMap(title -> CrashPoint.of(title).stream()).collect(Collectors.toSet());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
