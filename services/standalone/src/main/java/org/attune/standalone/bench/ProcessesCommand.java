package org.attune.standalone.bench;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.attune.standalone.rehearsal.RehearsalRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench processes}: what it costs that services do not share a process. */
@Command(
    name = "processes",
    description = {
      "Rehearse the same trial in one process and over separate ones, and compare.",
      "Exit 0 if both keep all promises and give the same dataset."
    })
public final class ProcessesCommand implements Callable<Integer> {
  private static final int WANTING = 1;
  private static final int UNUSABLE = 2;

  /** As the front door runs a rehearsal: compiled once. */
  private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1");

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin BenchedStudy benched = new BenchedStudy();

  @Option(
      names = "--participants",
      description = "Participants of the rehearsal (default: ${DEFAULT-VALUE}).",
      defaultValue = "90")
  int participants;

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Override
  public Integer call() {
    if (participants < 1 || participants > RehearsalRequest.PARTICIPANTS_MAX) {
      err().println("--participants must be 1 to " + RehearsalRequest.PARTICIPANTS_MAX + ".");
      return UNUSABLE;
    }
    var one = rehearse("one process", List.of());
    if (one.exit() != 0) return WANTING;
    var separate = rehearse("separate processes", List.of("--separate"));
    if (separate.exit() != 0) return WANTING;
    boolean same = dataset(one).equals(dataset(separate));
    if (json) out().println(figures(one, separate, same).encode());
    else tell(one, separate, same);
    return same ? 0 : WANTING;
  }

  private Measured rehearse(String how, List<String> options) {
    var run = WholeRehearsal.run(benched, participants, JVM, options);
    if (!json) {
      out()
          .printf(
              Locale.ROOT,
              "%s: %.1f s, peak %d MiB (sum of PSS), exit %d%n",
              how,
              run.seconds(),
              run.peakMebibytes(),
              run.exit());
    }
    return run;
  }

  private static String dataset(Measured run) {
    return new JsonObject(run.output()).getJsonObject("dataset").getString("sha256");
  }

  private static double ratio(Measured one, Measured separate) {
    return separate.seconds() / one.seconds();
  }

  private void tell(Measured one, Measured separate, boolean same) {
    out()
        .printf(
            Locale.ROOT,
            "ratio over separate processes, %d participants: time %.2f, memory %.2f%n",
            participants,
            ratio(one, separate),
            (double) separate.peakPssBytes() / one.peakPssBytes());
    out()
        .printf(
            "dataset %s: %s%n", dataset(one), same ? "the same" : "another, " + dataset(separate));
  }

  private JsonObject figures(Measured one, Measured separate, boolean same) {
    return new JsonObject()
        .put("participants", participants)
        .put("seed", benched.seed)
        .put("secondsOne", one.seconds())
        .put("secondsSeparate", separate.seconds())
        .put("ratio", ratio(one, separate))
        .put("peakBytesOne", one.peakPssBytes())
        .put("peakBytesSeparate", separate.peakPssBytes())
        .put("sha256", dataset(one))
        .put("same", same);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
