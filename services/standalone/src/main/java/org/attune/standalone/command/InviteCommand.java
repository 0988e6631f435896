package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code invite}: prints the link that a site gives to somebody. */
@Command(name = "invite", description = "Invite somebody and print the link.")
final class InviteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Option(names = "--site", required = true, paramLabel = "ID", description = "Inviting site.")
  String site = "";

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    try (var platform = Attachment.open(platformOption)) {
      var answer =
          platform.send(
              "POST",
              "/enrollment/studies/" + study + "/invitations",
              new JsonObject().put("invitation", UUID.randomUUID().toString()).put("site", site));
      System.out.println(answer.getString("link"));
    }
    return 0;
  }
}
