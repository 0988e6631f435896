package org.attune.standalone.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.rehearsal.Rehearsal;
import org.attune.standalone.rehearsal.RehearsalRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rehearse}: a whole trial of synthetic people on the real services, in virtual time. */
@Command(name = "rehearse", description = "Rehearse a study directory in virtual time.")
final class RehearseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Study directory.")
  Path directory = Path.of(".");

  @Mixin RehearsalOptions options = new RehearsalOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The dataset package; absent or empty.")
  Path out = Path.of("dataset");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the rehearsal's database here, for export; absent or empty.")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--separate",
      description = "Run each service as a process of its own, ema as two that share its work.")
  boolean separate;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Packages.requireEmpty(out);
    data.ifPresent(Packages::requireEmpty);
    var bar = new ProgressBar(System.err, System.console() != null && !json);
    var report =
        Rehearsal.run(
            new RehearsalRequest(
                Bundle.read(directory),
                options.participants(),
                options.seed,
                out,
                data,
                0,
                separate,
                bar::show));
    bar.end();
    if (json) System.out.println(report.toJson().encode());
    else ReportText.print(report, System.out);
    return report.promisesKept() ? 0 : Attune.REFUSED;
  }
}
