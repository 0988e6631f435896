package org.attune.standalone.faults;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.attune.testkit.backend.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench recovery}: how long a killed platform needs that had much to send. */
@Command(
    name = "recovery",
    description = {
      "Kill 'up' while it has events to send, and time how it comes back.",
      "Exit 0 if all of them come through."
    })
public final class RecoveryCommand implements Callable<Integer> {
  private static final int UNSENT_MAX = 1_000_000;
  private static final int UNUSABLE = 2;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--unsent",
      description = "Events recorded and not sent (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  int unsent;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (unsent < 1 || unsent > UNSENT_MAX) {
      err().println("--unsent is a number from 1 to " + UNSENT_MAX + ".");
      return UNUSABLE;
    }
    var directory = directory();
    var recovery = Recovery.run(directory, unsent);
    Directories.delete(directory);
    if (json) out().println(figures(recovery).encode());
    else tell(recovery);
    return 0;
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("attune-recovery-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(Recovery recovery) {
    out()
        .printf(
            Locale.ROOT,
            "start after an orderly stop: %.1f s%n"
                + "start after kill -9 with %d events to send: %.1f s until ready, %.1f s until all"
                + " are applied%n"
                + "ratio: %.2f%n",
            seconds(recovery.warm()),
            recovery.unsent(),
            seconds(recovery.recovered()),
            seconds(recovery.drained()),
            recovery.ratio());
  }

  private static JsonObject figures(Recovery recovery) {
    return new JsonObject()
        .put("unsent", recovery.unsent())
        .put("secondsWarm", seconds(recovery.warm()))
        .put("secondsRecovered", seconds(recovery.recovered()))
        .put("secondsDrained", seconds(recovery.drained()))
        .put("ratio", recovery.ratio());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
