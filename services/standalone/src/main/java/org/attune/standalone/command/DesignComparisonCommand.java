package org.attune.standalone.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;
import org.attune.randomization.compare.Comparison;
import org.attune.randomization.design.UnusableDesignException;
import org.attune.standalone.bench.NobodyRandomizedException;
import org.attune.standalone.compare.ComparableStudy;
import org.attune.standalone.compare.ComparisonDocument;
import org.attune.standalone.compare.ComparisonPicture;
import org.attune.standalone.compare.ComparisonReport;
import org.attune.standalone.compare.ComparisonRequest;
import org.attune.standalone.compare.ComparisonTable;
import org.attune.standalone.compare.ComparisonText;
import org.attune.standalone.compare.IncomparableStudyException;
import org.attune.standalone.synthetic.PlanReading;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.attune.standalone.synthetic.UnreachablePlanException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code randomization compare}: methods side by side, on the strata of a study. */
@Command(
    name = "compare",
    description = {
      "Compare methods of allocation on a study's own strata before it is launched:",
      "how often the next arm is guessed, how far arms come apart, and with what power they"
          + " differ.",
      "Trials are simulated; docs/domain/randomization.md explains every figure."
    })
final class DesignComparisonCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Study directory.")
  Path directory = Path.of(".");

  @Option(
      names = "--participants",
      paramLabel = "N",
      description = "Participants of each trial (default: the protocol's target).")
  Optional<Integer> participants = Optional.empty();

  @Option(
      names = "--runs",
      paramLabel = "R",
      description = "Simulated trials of each method (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  int runs;

  @Option(
      names = "--seed",
      description = "Seed of everything that chance decides (default: ${DEFAULT-VALUE}).",
      defaultValue = "7")
  long seed;

  @Option(
      names = "--methods",
      paramLabel = "METHOD",
      split = ",",
      description =
          "Methods, with commas between: simple, permuted-blocks, stratified-blocks, block-urn,"
              + " big-stick, biased-coin, minimisation, maximal (default: all but the last, and the"
              + " study's own).")
  List<String> methods = List.of();

  @Option(
      names = "--effect",
      paramLabel = "D",
      description =
          "Difference of the primary contrast, in standard deviations (default: as rehearsal.yaml"
              + " plants it).")
  Optional<Double> effect = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where comparison.csv and comparison.svg are written; those that are there are replaced"
              + " (default: the current directory).",
      defaultValue = ".")
  Path out = Path.of(".");

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  /** The table has a sign that not every terminal's locale has. */
  private final PrintStream said = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() throws InterruptedException {
    check();
    var bundle = Bundle.read(directory);
    var protocol = Linter.lint(bundle).protocol();
    if (protocol.isEmpty()) return broken(LintCommand.findings(bundle));
    var reading = PlanReading.of(bundle, protocol.get());
    boolean rehearsed = bundle.files().containsKey(RehearsalPlan.FILE);
    if (rehearsed && reading.plan().isEmpty()) return broken(LintCommand.findings(bundle));
    try {
      return tell(compare(protocol.get(), reading.plan()));
    } catch (UnreachablePlanException e) {
      return broken(List.of(PlanReading.unreachable(e)));
    }
  }

  private int tell(ComparisonReport report) {
    var files = write(report);
    if (json) {
      said.println(ComparisonDocument.of(report).put("files", files).encode());
    } else {
      ComparisonText.print(report, said);
      said.println("Written: " + String.join(", ", files) + ".");
    }
    return 0;
  }

  private void check() {
    int least = Comparison.PARTICIPANTS_MIN;
    int most = Comparison.PARTICIPANTS_MAX;
    if (participants.filter(n -> n < least || n > most).isPresent()) {
      throw new UnusableCallException("--participants must be %d to %d.".formatted(least, most));
    }
    if (runs < 1 || runs > Comparison.RUNS_MAX) {
      throw new UnusableCallException("--runs must be 1 to " + Comparison.RUNS_MAX + ".");
    }
    double limit = ComparisonRequest.EFFECT_MAX;
    if (effect.filter(d -> !(Math.abs(d) <= limit)).isPresent()) {
      throw new UnusableCallException("--effect must be %.0f to %.0f.".formatted(-limit, limit));
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new UnusableCallException(out + " is no directory: name one with --out.");
    }
  }

  private int broken(List<Finding> findings) {
    if (json) said.println(LintCommand.document(findings).encode());
    else findings.forEach(said::println);
    return Attune.REFUSED;
  }

  private ComparisonReport compare(Protocol protocol, Optional<RehearsalPlan> plan)
      throws InterruptedException {
    int size = participants.orElse(protocol.enrollment().target());
    var request = new ComparisonRequest(size, runs, seed, methods, effect);
    var bar = new RunsBar(System.err, System.console() != null && !json, runs);
    try {
      var study = new ComparableStudy(protocol, plan, request);
      var report = study.compare(Runtime.getRuntime().availableProcessors(), bar::show);
      bar.end();
      return report;
    } catch (IncomparableStudyException | UnusableDesignException e) {
      throw new UnusableCallException(String.valueOf(e.getMessage()));
    } catch (NobodyRandomizedException e) {
      throw new UnusableCallException(
          "%s cannot be simulated: %s.".formatted(directory, e.getMessage()));
    }
  }

  private List<String> write(ComparisonReport report) {
    try {
      Files.createDirectories(out);
      var table = ComparisonTable.write(report, out);
      return List.of(table.toString(), ComparisonPicture.write(report, out).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
