package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code invite}: prints the link that a site gives to somebody, and draws it if asked to. */
@Command(name = "invite", description = "Invite somebody and print the link.")
final class InviteCommand implements Callable<Integer> {
  private static final int QUIET_MODULES = 4;
  private static final int MODULE_MILLIMETRES = 2;

  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Option(names = "--site", required = true, paramLabel = "ID", description = "Inviting site.")
  String site = "";

  @Option(
      names = "--qr",
      paramLabel = "FILE",
      description = "Also draw the link as a QR code into a new SVG file, to print or to show.")
  Optional<Path> qr = Optional.empty();

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() throws IOException {
    if (qr.filter(Files::exists).isPresent()) {
      throw new UnusableCallException("--qr: " + qr.get() + " exists already; name a new file.");
    }
    try (var platform = Attachment.open(platformOption)) {
      var answer =
          platform.send(
              "POST",
              "/enrollment/studies/" + study + "/invitations",
              new JsonObject().put("invitation", UUID.randomUUID().toString()).put("site", site));
      System.out.println(answer.getString("link"));
      if (qr.isPresent()) Files.writeString(qr.get(), svg(answer.getJsonObject("qr")));
    }
    return 0;
  }

  /** With the quiet zone of four modules that readers need, 2 mm to a module. */
  private static String svg(JsonObject square) {
    int side = square.getInteger("size") + 2 * QUIET_MODULES;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %d %d %d" width="%dmm" height="%dmm">
    <rect x="%d" y="%d" width="%d" height="%d" fill="#fff"/><path d="%s"/></svg>
    """
        .formatted(
            -QUIET_MODULES,
            -QUIET_MODULES,
            side,
            side,
            side * MODULE_MILLIMETRES,
            side * MODULE_MILLIMETRES,
            -QUIET_MODULES,
            -QUIET_MODULES,
            side,
            side,
            square.getString("path"));
  }
}
