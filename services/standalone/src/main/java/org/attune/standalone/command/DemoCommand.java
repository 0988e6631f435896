package org.attune.standalone.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attune.protocol.bundle.Bundle;
import org.attune.standalone.platform.DataDirectory;
import org.attune.standalone.platform.PlatformKind;
import org.attune.standalone.rehearsal.Rehearsal;
import org.attune.standalone.rehearsal.RehearsalRequest;
import org.attune.testkit.backend.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the three-arm example from beginning to end, then a page to look at. */
@Command(
    name = "demo",
    description = "Run a whole randomized trial of synthetic people, then serve its pages.")
final class DemoCommand implements Callable<Integer> {
  private static final String STUDY = "docs/studies/abct-mbsr-tau";

  @Mixin RehearsalOptions options = new RehearsalOptions();

  @Mixin PortOption port = new PortOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Begun anew each time (default: .attune/demo in the project).")
  Optional<Path> data = Optional.empty();

  @Option(names = "--no-serve", description = "End when the trial has ended.")
  boolean noServe;

  @Override
  public Integer call() throws InterruptedException {
    var home = Path.of(System.getProperty("attune.home", "."));
    var directory = data.orElse(home.resolve(".attune/demo")).toAbsolutePath().normalize();
    beginAnew(directory);
    var bar = new ProgressBar(System.err, System.console() != null);
    var rehearsal =
        Rehearsal.begin(
            new RehearsalRequest(
                Bundle.read(home.resolve(STUDY)),
                options.participants(),
                options.seed,
                directory.resolve("dataset"),
                Optional.of(directory.resolve("platform")),
                noServe ? 0 : port.port(),
                false,
                bar::show));
    boolean kept;
    try {
      var report = rehearsal.run();
      bar.end();
      ReportText.print(report, System.out);
      kept = report.promisesKept();
    } catch (RuntimeException | InterruptedException e) {
      rehearsal.close();
      throw e;
    }
    if (noServe) rehearsal.close();
    else serve(rehearsal);
    return kept ? 0 : Attune.REFUSED;
  }

  private static void beginAnew(Path directory) {
    if (!Files.exists(directory)) return;
    Packages.requireOwn(directory, "platform", "dataset");
    var platform = directory.resolve("platform");
    if (Files.exists(platform)) DataDirectory.take(platform, PlatformKind.REHEARSAL).close();
    Directories.delete(directory);
  }

  private static void serve(Rehearsal rehearsal) throws InterruptedException {
    System.out.printf("%nSee %s/overview; stop with Ctrl-C.%n", rehearsal.platform().url());
    Serving.untilStopped();
  }
}
