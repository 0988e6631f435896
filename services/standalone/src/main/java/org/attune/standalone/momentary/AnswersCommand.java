package org.attune.standalone.momentary;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.attune.standalone.momentary.AnswersLoad.Figures;
import org.attune.standalone.momentary.Callers.Latencies;
import org.attune.testkit.backend.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench answers}: answers to prompts beside requests that insert one bare row each. */
@Command(
    name = "answers",
    description = {
      "Answer prompts over HTTP, each as another participant, on the whole platform; beside them",
      "requests that insert one bare row each. Exit 0 if all were answered with success."
    })
public final class AnswersCommand implements Callable<Integer> {
  private static final int ANSWERS_MAX = 200_000;
  private static final int UNUSABLE = 2;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--answers",
      description = "How many are timed (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000")
  int answers;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (answers < 1 || answers > ANSWERS_MAX) {
      spec.commandLine().getErr().printf("--answers is a number from 1 to %d.%n", ANSWERS_MAX);
      return UNUSABLE;
    }
    Path directory = Files.createTempDirectory("attune-answers-");
    var figures = AnswersLoad.run(directory.resolve("data"), answers);
    Directories.delete(directory);
    if (json) spec.commandLine().getOut().println(json(figures).encode());
    else tell(figures);
    return figures.half().failed() + figures.bare().failed() == 0 ? 0 : 1;
  }

  private void tell(Figures figures) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "answers of %d items: %.0f a second, %.2f of requests that insert one bare row each"
                + " (%.0f a second); the sink had the last %.1f s later%n",
            CrowdedStudy.ITEMS,
            figures.answersPerSecond(),
            figures.ofInserts(),
            figures.insertsPerSecond(),
            figures.appliedSeconds());
    tell("answers at half of that rate", figures.half());
    tell("bare rows at the same rate", figures.bare());
  }

  private void tell(String what, Latencies latencies) {
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %d, %d failed, median %.1f ms, p99 %.1f ms, most %.1f ms%n",
            what,
            latencies.requests(),
            latencies.failed(),
            latencies.median(),
            latencies.p99(),
            latencies.most());
  }

  private static JsonObject json(Figures figures) {
    return new JsonObject()
        .put("answers", figures.answers())
        .put("items", CrowdedStudy.ITEMS)
        .put("answersPerSecond", Math.round(figures.answersPerSecond()))
        .put("insertsPerSecond", Math.round(figures.insertsPerSecond()))
        .put("ofInserts", figures.ofInserts())
        .put("appliedSecondsLater", figures.appliedSeconds())
        .put("half", json(figures.half()))
        .put("bare", json(figures.bare()));
  }

  private static JsonObject json(Latencies latencies) {
    return new JsonObject()
        .put("requests", latencies.requests())
        .put("failed", latencies.failed())
        .put("medianMillis", latencies.median())
        .put("p99Millis", latencies.p99())
        .put("mostMillis", latencies.most());
  }
}
