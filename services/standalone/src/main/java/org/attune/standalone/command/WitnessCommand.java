package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code witness}: whether what was revealed of a study's lists is what the database has. */
@Command(
    name = "witness",
    description = "Compare a study's allocations with their witness, and bring both together.")
final class WitnessCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @ArgGroup(exclusive = true)
  @Nullable Way way;

  /** One of two ways, or none. */
  static final class Way {
    @Option(
        names = "--give-again",
        description = "Allocate again what the database lacks: same place, same participant.")
    boolean giveAgain;

    @Option(names = "--accept", description = "Accept the database's record of what was lost.")
    boolean accept;
  }

  @Option(
      names = "--release",
      description = "With --give-again: use up the places of those without consent.")
  boolean release;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed to change anything.")
  Optional<String> reason = Optional.empty();

  @Mixin PlatformOption platformOption = new PlatformOption();

  /** 0 if they agree, at the end. */
  @Override
  public Integer call() {
    if (way != null && reason.isEmpty()) {
      throw new UnusableCallException("Say why with --reason: it is recorded.");
    }
    try (var platform = Attachment.open(platformOption)) {
      if (way != null) change(platform, way, reason.orElseThrow());
      var path = "/randomization/studies/%s/witness".formatted(study);
      var found = platform.send("GET", path, new JsonObject());
      System.out.println(found.getString("sentence"));
      return found.getBoolean("agrees") ? 0 : Attune.REFUSED;
    }
  }

  private void change(Attachment platform, Way chosen, String why) {
    var body = new JsonObject().put("reason", why);
    if (chosen.giveAgain) body.put("release", release);
    var act = chosen.giveAgain ? "giving-again" : "acceptance";
    var path = "/randomization/studies/%s/witness/%s".formatted(study, act);
    var done = platform.send("POST", path, body);
    System.out.printf(
        "%s %d allocations, %d of them without a participant.%n",
        chosen.giveAgain ? "Gave again" : "Accepted",
        done.getInteger("allocations"),
        done.getInteger("withoutParticipant"));
  }
}
