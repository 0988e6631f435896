package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: a dataset package. */
@Command(name = "export", description = "Write a dataset package.")
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @ArgGroup(exclusive = true)
  Blinding blinding = new Blinding();

  /** At most one of the two. */
  static final class Blinding {
    @Option(
        names = "--blinded",
        description = "Nothing that depends on the arm (default of a real study).")
    boolean blinded;

    @Option(
        names = "--unblinded",
        description = "With arms (default of a rehearsal); of a real study only after lock.")
    boolean unblinded;
  }

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why an unblinded one.")
  Optional<String> reason = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The package; absent or empty.")
  Path out = Path.of("dataset");

  @Option(names = "--json", description = "Print one JSON document.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    Packages.requireEmpty(out);
    try (var platform = Attachment.open(platformOption)) {
      boolean blinded = blinding.blinded || (!blinding.unblinded && !platform.isSynthetic());
      var request = new JsonObject().put("blinded", blinded);
      if (!blinded) {
        request.put(
            "reason", reason.orElseGet(() -> platform.isSynthetic() ? "rehearsal" : missing()));
      }
      var answer = platform.send("POST", "/analytics/studies/" + study + "/exports", request);
      var archive =
          "/analytics/studies/" + study + "/exports/" + answer.getString("id") + "/archive";
      Packages.unpack(platform.download(archive), out);
      long parked = answer.getLong("parked", 0L);
      var printed =
          new JsonObject()
              .put("study", study)
              .put("blinded", blinded)
              .put("path", out.toAbsolutePath().normalize().toString())
              .put("sha256", answer.getString("sha256"))
              .put("parked", parked);
      if (parked > 0) {
        System.err.printf(
            "The dataset is incomplete: %d events could not be applied, and it ends before them,"
                + " for other participants too. `attune parked` lists them.%n",
            parked);
      }
      System.out.println(
          json
              ? printed.encode()
              : "Wrote %s, dataset SHA-256 %s"
                  .formatted(printed.getString("path"), printed.getString("sha256")));
    }
    return 0;
  }

  private static String missing() {
    throw new UnusableCallException("An unblinded export needs --reason TEXT.");
  }
}
