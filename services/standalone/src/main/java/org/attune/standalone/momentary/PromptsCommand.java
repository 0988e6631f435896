package org.attune.standalone.momentary;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.attune.standalone.momentary.MomentaryLoad.Figures;
import org.attune.standalone.momentary.MomentaryLoad.Taken;
import org.attune.testkit.backend.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench prompts}: planning one further day, and sending what is due at one instant. */
@Command(
    name = "prompts",
    description = {
      "Plan one further day of five prompts for many people, then send each a prompt that is due at"
          + " one instant,",
      "on the whole platform: timed until the sink has applied the last event.",
      "Exit 0 if each was sent once."
    })
public final class PromptsCommand implements Callable<Integer> {
  private static final int PARTICIPANTS_MAX = 1_000_000;
  private static final int UNUSABLE = 2;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--participants",
      description = "How many people (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000")
  int participants;

  @Option(names = "--no-planning", description = "Send alone.")
  boolean noPlanning;

  @Option(
      names = "--kills",
      description = {
        "Let two processes send, and kill each of them once (kill -9) meanwhile: one of them holds",
        "the relay's lock. What a killed process had claimed is asked for again after a minute."
      })
  boolean kills;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (participants < 1 || participants > PARTICIPANTS_MAX) {
      spec.commandLine()
          .getErr()
          .printf("--participants is a number from 1 to %d.%n", PARTICIPANTS_MAX);
      return UNUSABLE;
    }
    Path directory = Files.createTempDirectory("attune-prompts-");
    var figures = MomentaryLoad.run(directory.resolve("data"), participants, !noPlanning, kills);
    Directories.delete(directory);
    if (json) spec.commandLine().getOut().println(json(figures).encode());
    else tell(figures);
    return figures.eachOnce() ? 0 : 1;
  }

  private void tell(Figures figures) {
    figures
        .planning()
        .ifPresent(taken -> tell(figures, "planned one further day of five prompts", taken));
    tell(figures, "sent one prompt, due at one instant", figures.sending());
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "the sink applied %d events of sending, of %d different prompts: %s%n"
                + "rows inserted one by one, each durable: %.0f a second%n",
            figures.sent(),
            figures.slots(),
            figures.eachOnce() ? "each once" : "NOT each once",
            figures.insertsPerSecond());
  }

  private void tell(Figures figures, String what, Taken taken) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s for %d people: recorded in %.1f s, in the sink after %.1f s: %.0f a second, %.2f of"
                + " single inserts%n",
            what,
            figures.participants(),
            taken.recorded().toMillis() / 1000.0,
            taken.seconds(),
            perSecond(figures, taken),
            perSecond(figures, taken) / figures.insertsPerSecond());
  }

  private static double perSecond(Figures figures, Taken taken) {
    return figures.participants() / taken.seconds();
  }

  private static JsonObject json(Figures figures) {
    var json = new JsonObject().put("participants", figures.participants());
    figures.planning().ifPresent(taken -> json.put("planning", json(figures, taken)));
    return json.put("sending", json(figures, figures.sending()))
        .put("sent", figures.sent())
        .put("slots", figures.slots())
        .put("insertsPerSecond", Math.round(figures.insertsPerSecond()));
  }

  private static JsonObject json(Figures figures, Taken taken) {
    return new JsonObject()
        .put("secondsRecorded", taken.recorded().toMillis() / 1000.0)
        .put("secondsApplied", taken.seconds())
        .put("perSecond", Math.round(perSecond(figures, taken)))
        .put("ofInserts", perSecond(figures, taken) / figures.insertsPerSecond());
  }
}
