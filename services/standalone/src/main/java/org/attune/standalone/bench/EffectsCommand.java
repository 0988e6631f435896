package org.attune.standalone.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.engine.AllocationConfiguration;
import org.attune.standalone.synthetic.PlanReading;
import org.attune.standalone.synthetic.UnreachablePlanException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench effects}: whether what is planted is found, over many simulated trials. */
@Command(
    name = "effects",
    description = {
      "Simulate trials without services and estimate what rehearsal.yaml plants.",
      "Exit 0 if every mean estimate is within tolerance of what is planted and every 95 %%"
          + " interval covers it in 93 to 97 %% of the trials, in the data of all participants;"
          + " the figures after drop-out are shown beside.",
      "Tolerance: 0.5 points of the score, or an eighteenth of its sd in rehearsal.yaml if that is"
          + " less."
    })
public final class EffectsCommand implements Callable<Integer> {
  private static final int RUNS_MAX = 100_000;
  private static final int PARTICIPANTS_MAX = 100_000;
  private static final int WANTING = 1;
  private static final int UNUSABLE = 2;

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin BenchedStudy benched = new BenchedStudy();

  @Option(
      names = "--participants",
      description = "Participants of each trial (default: the protocol's target).")
  Optional<Integer> participants = Optional.empty();

  @Option(
      names = "--runs",
      description = "How many trials (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  int runs;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() {
    if (runs < 1 || runs > RUNS_MAX) return unusable("--runs must be 1 to " + RUNS_MAX + ".");
    if (participants.filter(n -> n < 1 || n > PARTICIPANTS_MAX).isPresent()) {
      return unusable("--participants must be 1 to " + PARTICIPANTS_MAX + ".");
    }
    var bundle = Bundle.read(benched.directory);
    var linting = Linter.lint(bundle);
    if (linting.protocol().isEmpty()) return broken(linting.findings());
    var protocol = linting.protocol().get();
    var reading = PlanReading.of(bundle, protocol);
    if (reading.plan().isEmpty()) return broken(reading.findings());
    var plan = reading.plan().get();
    var randomization = protocol.randomization();
    if (randomization.isEmpty() || plan.effects().isEmpty()) {
      return unusable(
          benched.directory + " plants no differences between arms, so there is nothing to find.");
    }
    int size = participants.orElse(protocol.enrollment().target());
    TrialSimulator simulator;
    try {
      simulator = new TrialSimulator(protocol, randomization.get(), plan, size, benched.seed);
    } catch (UnreachablePlanException e) {
      return broken(List.of(PlanReading.unreachable(e)));
    } catch (IllegalArgumentException e) {
      return unusable("%s cannot be randomized: %s.".formatted(benched.directory, e.getMessage()));
    }
    try {
      return tell(protocol, size, new EffectsBench(protocol, plan, simulator).run(runs));
    } catch (NobodyRandomizedException e) {
      return unusable("%s cannot be simulated: %s.".formatted(benched.directory, e.getMessage()));
    }
  }

  private int unusable(String sentence) {
    spec.commandLine().getErr().println(sentence);
    return UNUSABLE;
  }

  private int broken(List<Finding> findings) {
    var errors = findings.stream().filter(Finding::isError).toList();
    return unusable(
        "%s cannot be simulated, see ./attune lint; the first error is %s"
            .formatted(benched.directory, errors.getFirst()));
  }

  private int tell(Protocol protocol, int size, EffectsFigures figures) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(document(protocol, size, figures).encode());
    } else {
      out.printf(
          "SYNTHETIC: %s version %d, %,d trials of %,d participants, seed %d%n",
          protocol.study(), protocol.version(), runs, size, benched.seed);
      out.printf(
          "Allocated by the engine %s, %s%n",
          engine(protocol), protocol.randomization().orElseThrow().method());
      table("Data of all participants", figures.full(), out);
      table("Observed data: after drop-out and missed assessments", figures.observed(), out);
      out.printf(
          "%nObserved data: %s%n", figures.observedWanting().orElse("within the same limits."));
      if (figures.wanting().isEmpty()) {
        out.printf("All means within tolerance, all coverages within 93 to 97 %%.%n");
      }
    }
    figures.wanting().ifPresent(spec.commandLine().getErr()::println);
    return figures.wanting().isEmpty() ? 0 : WANTING;
  }

  private static void table(String title, List<Recovered> rows, PrintWriter out) {
    out.printf("%n%s%n", title);
    out.printf(
        "  %-13s %-7s %-11s %-17s %9s %9s %8s %6s %7s %7s %15s%n",
        "outcome",
        "at",
        "contrast",
        "through",
        "planted",
        "mean",
        "bias",
        "within",
        "sd",
        "mean SE",
        "covered (SE)");
    for (var row : rows) {
      var number = row.number();
      out.printf(
          "  %-13s %-7s %-11s %-17s %9.3f %9.3f %8.3f %6.3f %7.3f %7.3f %7.1f %% (%.1f)%n",
          number.outcome().score(),
          number.outcome().visit(),
          number.arm() + " - " + number.against(),
          number.through().map(m -> m.score() + " " + m.visit()).orElse(""),
          number.planted(),
          row.mean(),
          row.bias(),
          number.tolerance(),
          row.sd(),
          row.meanError(),
          100 * row.covered(),
          100 * row.coveredError());
    }
  }

  private JsonObject document(Protocol protocol, int size, EffectsFigures figures) {
    return new JsonObject()
        .put("study", protocol.study())
        .put("version", protocol.version())
        .put("participants", size)
        .put("runs", runs)
        .put("seed", benched.seed)
        .put("engine", engine(protocol))
        .put("full", rows(figures.full()))
        .put("observed", rows(figures.observed()))
        .put("passed", figures.wanting().isEmpty())
        .put("observedPassed", figures.observedWanting().isEmpty())
        .put("wanting", figures.wanting().orElse(null));
  }

  private static String engine(Protocol protocol) {
    var plan = protocol.randomization().orElseThrow();
    return AllocationConfiguration.engine(plan.method(), plan.settings().cluster());
  }

  private static JsonArray rows(List<Recovered> rows) {
    var list = new JsonArray();
    for (var row : rows) {
      var number = row.number();
      list.add(
          new JsonObject()
              .put("outcome", number.outcome().score())
              .put("at", number.outcome().visit())
              .put("arm", number.arm())
              .put("against", number.against())
              .put("mediator", number.through().map(m -> m.score()).orElse(null))
              .put("mediatorAt", number.through().map(m -> m.visit()).orElse(null))
              .put("planted", number.planted())
              .put("tolerance", number.tolerance())
              .put("estimated", row.estimated())
              .put("mean", row.mean())
              .put("bias", row.bias())
              .put("sd", row.sd())
              .put("meanStandardError", row.meanError())
              .put("coveredPercent", 100 * row.covered())
              .put("coveredPercentError", 100 * row.coveredError()));
    }
    return list;
  }
}
