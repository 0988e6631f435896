package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code acknowledge}: somebody has taken a safety alert in hand. */
@Command(name = "acknowledge", description = "Take a safety alert in hand.")
final class AcknowledgeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Parameters(index = "1", paramLabel = "ALERT", description = "Alert, as alerts lists it.")
  String alert = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "Role in which it is taken in hand, as the safety rule names it.")
  String role = "";

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    try (var platform = Attachment.open(platformOption)) {
      var path =
          "/outcomes/studies/%s/participants/%s/alerts/%s/acknowledgement"
              .formatted(study, participant(platform), alert);
      platform.send("PUT", path, new JsonObject().put("role", role));
    }
    System.out.println("Acknowledged " + alert + ".");
    return 0;
  }

  private String participant(Attachment platform) {
    var path = "/outcomes/studies/" + study + "/alerts?state=all";
    var alerts = platform.send("GET", path, new JsonObject()).getJsonArray("alerts");
    for (int i = 0; i < alerts.size(); i++) {
      var one = alerts.getJsonObject(i);
      if (one.getString("alert").equals(alert)) return one.getString("participant");
    }
    throw new RefusedException(
        "There is no alert " + alert + " in " + study + "; ./attune alerts lists them.");
  }
}
