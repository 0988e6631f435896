package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code alerts}: the safety alerts of a study, the open ones first. */
@Command(name = "alerts", description = "List the safety alerts of a study.")
final class AlertsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Option(names = "--all", description = "Acknowledged ones too.")
  boolean all;

  @Option(names = "--json", description = "One JSON line.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    JsonArray alerts;
    try (var platform = Attachment.open(platformOption)) {
      var path = "/outcomes/studies/" + study + "/alerts?state=" + (all ? "all" : "open");
      alerts = platform.send("GET", path, new JsonObject()).getJsonArray("alerts");
    }
    if (json) {
      System.out.println(new JsonObject().put("alerts", alerts).encode());
      return 0;
    }
    if (alerts.isEmpty()) System.out.println(all ? "No alerts." : "No open alerts.");
    for (int i = 0; i < alerts.size(); i++) System.out.println(line(alerts.getJsonObject(i)));
    return 0;
  }

  private static String line(JsonObject alert) {
    var words = new ArrayList<String>();
    for (var field : new String[] {"raisedAt", "state", "severity", "rule", "site", "alert"}) {
      words.add(alert.getString(field));
    }
    words.add("participant " + alert.getString("participant"));
    boolean open = alert.getString("state").equals("open");
    var roles = alert.getJsonArray("roles").stream().map(String::valueOf).toList();
    words.add(
        open
            ? "told %d times, waits for %s"
                .formatted(alert.getInteger("rounds"), String.join(" or ", roles))
            : "in hand of " + alert.getString("role"));
    return String.join("  ", words);
  }
}
