package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code contacts}: who is told of alerts of a study, from now on; the list in place of all before.
 */
@Command(
    name = "contacts",
    description = {
      "Load a study's staff contacts in place of those before, and say who can be told.",
      "Without FILE, only say it: how many people per site and role, never who."
    })
final class ContactsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Staff contacts (contacts.yaml); they go into the vault.")
  @Nullable Path file;

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    var given = file;
    var contacts = given == null ? null : StaffContacts.request(given);
    try (var platform = Attachment.open(platformOption)) {
      var path = "/enrollment/studies/" + study + "/contacts";
      if (contacts != null) platform.send("PUT", path, contacts);
      var covered = platform.send("GET", path + "/coverage", new JsonObject());
      var coverage = covered.getJsonArray("coverage");
      if (coverage.isEmpty()) System.out.println("Nobody is named.");
      for (int i = 0; i < coverage.size(); i++) {
        var post = coverage.getJsonObject(i);
        System.out.printf(
            "%s  %s  %d people%n",
            post.getString("site"), post.getString("role"), post.getInteger("people"));
      }
    }
    return 0;
  }
}
