package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code open}: the study may invite and enroll from here on. */
@Command(name = "open", description = "Open a published study.")
final class OpenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Option(
      names = "--contacts",
      required = true,
      paramLabel = "FILE",
      description = "Staff contacts (contacts.yaml); they go into the vault.")
  Path contacts = Path.of("contacts.yaml");

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    var request = StaffContacts.request(contacts);
    try (var platform = Attachment.open(platformOption)) {
      var named = platform.send("PUT", "/enrollment/studies/" + study + "/contacts", request);
      var opening = new JsonObject().put("naming", named.getLong("naming"));
      AllocationList.version(platform, study).ifPresent(version -> opening.put("list", version));
      platform.send("POST", "/studies/studies/" + study + "/opening", opening);
    }
    System.out.println("Opened " + study + ".");
    return 0;
  }
}
