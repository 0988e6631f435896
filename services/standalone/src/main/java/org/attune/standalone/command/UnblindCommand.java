package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.attune.platform.token.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unblind}: the arm of one participant, once, for a reason that is recorded. */
@Command(
    name = "unblind",
    description = {
      "Show the arm of one participant, once, for a reason that is recorded.",
      "Every call is an act of its own: blinded staff see that it happened, and why."
    })
final class UnblindCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Parameters(index = "1", paramLabel = "PARTICIPANT", description = "Participant, by pseudonym.")
  UUID participant = new UUID(0, 0);

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description =
          "medical-emergency, serious-adverse-event, pregnancy, participant-request, regulatory"
              + " or other.")
  String reason = "";

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "More about the reason, without the name of an arm; needed with other.")
  Optional<String> note = Optional.empty();

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    var body =
        new JsonObject().put("unblinding", UUID.randomUUID().toString()).put("reason", reason);
    note.ifPresent(text -> body.put("note", text));
    var path =
        "/randomization/studies/%s/participants/%s/unblindings".formatted(study, participant);
    JsonObject told;
    try (var platform =
        Attachment.open(platformOption, access -> access.tokenFor("unblind", Role.UNBLINDING))) {
      told = platform.send("POST", path, body);
    }
    System.out.println(json ? told.put("study", study).encode() : text(told));
    return 0;
  }

  private static String text(JsonObject told) {
    return """
    Participant %s is in arm %s.
    This was recorded at %s as unblinding %s, with your reason. It is shown this once: note it where only those see it who must.\
    """
        .formatted(
            told.getString("participant"),
            told.getString("arm"),
            told.getString("at"),
            told.getString("unblinding"));
  }
}
