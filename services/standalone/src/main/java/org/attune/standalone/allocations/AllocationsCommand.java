package org.attune.standalone.allocations;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench allocations}: the engine by itself, and durable allocations through the service. */
@Command(
    name = "allocations",
    description = {
      "Measure allocations of the engine a second, and how long durable ones take over HTTP.",
      "Exit 0 if every request was answered with an allocation."
    })
public final class AllocationsCommand implements Callable<Integer> {
  private static final int RATE_MAX = 10_000;
  private static final int SECONDS_MAX = 600;
  private static final int UNUSABLE = 2;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--study",
      paramLabel = "DIR",
      description = "A study that allocates when baseline is complete (default: ${DEFAULT-VALUE}).",
      defaultValue = "docs/studies/kindness-pilot")
  Path study = Path.of("docs/studies/kindness-pilot");

  @Option(
      names = "--rate",
      description = "Requests a second to the service (default: ${DEFAULT-VALUE}).",
      defaultValue = "200")
  int rate;

  @Option(
      names = "--seconds",
      description = "How long they come (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  int seconds;

  @Option(
      names = "--warm-seconds",
      description = "How long they come before that, untimed (default: ${DEFAULT-VALUE}).",
      defaultValue = "80")
  int warmSeconds;

  @Option(names = "--seed", description = "Seed (default: ${DEFAULT-VALUE}).", defaultValue = "7")
  long seed;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() throws InterruptedException, SQLException {
    if (rate < 1 || rate > RATE_MAX || !isTime(seconds, 1) || !isTime(warmSeconds, 0)) {
      spec.commandLine()
          .getErr()
          .printf(
              "--rate is 1 to %d, --seconds 1 to %d and --warm-seconds 0 to %d.%n",
              RATE_MAX, SECONDS_MAX, SECONDS_MAX);
      return UNUSABLE;
    }
    var engine = new EngineSpeed(seed);
    double hashes = engine.hashes();
    var figures = new JsonObject().put("seed", seed).put("hashesPerSecond", Math.round(hashes));
    tell("keyed hashes", hashes, hashes);
    figures.put("blocksPerSecond", told("stratified blocks", engine.blocks(), hashes));
    for (var imbalance : new String[] {"range", "variance", "standard-deviation"}) {
      figures.put(
          "minimisation " + imbalance + " per second",
          told("minimisation, " + imbalance, engine.minimised(imbalance), hashes));
    }
    var durable = new DurableAllocations(study, rate, warmSeconds, seconds).run();
    figures
        .put("rate", rate)
        .put("allocations", durable.allocations())
        .put("failed", durable.failed())
        .put("medianMillis", durable.median())
        .put("p99Millis", durable.p99())
        .put("mostMillis", durable.most());
    if (json) {
      spec.commandLine().getOut().println(figures.encode());
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%d durable allocations at %d a second: median %.1f ms, p99 %.1f ms, most %.1f ms; %d"
                  + " failed%n",
              durable.allocations(),
              rate,
              durable.median(),
              durable.p99(),
              durable.most(),
              durable.failed());
    }
    return durable.failed() == 0 ? 0 : 1;
  }

  private static boolean isTime(int seconds, int least) {
    return seconds >= least && seconds <= SECONDS_MAX;
  }

  private long told(String what, double perSecond, double hashes) {
    tell(what, perSecond, hashes);
    return Math.round(perSecond);
  }

  private void tell(String what, double perSecond, double hashes) {
    if (json) return;
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%-36s %,12.0f a second, %.3f of keyed hashes%n",
            what,
            perSecond,
            perSecond / hashes);
    spec.commandLine().getOut().flush();
  }
}
