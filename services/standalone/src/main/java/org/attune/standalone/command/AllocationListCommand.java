package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.attune.platform.token.Role;
import org.attune.standalone.platform.PlatformAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code randomization upload}: the list of a study that declares {@code method: list}. */
@Command(
    name = "upload",
    description = {
      "Upload the allocation list of a study, or add places to it once the study is open.",
      "FILE is CSV with the header sequence,arm and the strata; exit 1 with what is wrong with it."
    })
final class AllocationListCommand implements Callable<Integer> {
  private static final int FILE_BYTES_MAX = 2_000_000;

  @Parameters(index = "0", paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The list, or the places to add.")
  Path file = Path.of("list.csv");

  @Option(names = "--json", description = "Print exactly one JSON line.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    var list = new JsonObject().put("list", text());
    try (var platform = Attachment.open(platformOption, AllocationListCommand::token)) {
      var kept = platform.sendOrRead("PUT", AllocationList.path(study), list);
      if (json) System.out.println(kept.encode());
      if (kept.containsKey("findings")) return wrong(kept.getJsonArray("findings"));
      if (!json) System.out.println(said(kept));
      return 0;
    }
  }

  private static String token(PlatformAccess access) {
    return access.tokenOf(Role.UNBLINDED_STATISTICIAN);
  }

  private Integer wrong(JsonArray findings) {
    for (int i = 0; i < findings.size() && !json; i++) {
      var finding = findings.getJsonObject(i);
      System.out.printf(
          "%s:%d:1: error[%s]: %s%n",
          file,
          finding.getInteger("line"),
          finding.getString("code"),
          finding.getString("sentence"));
    }
    return Attune.REFUSED;
  }

  private String said(JsonObject kept) {
    var commitment = kept.getString("commitment");
    return "The list of %s has %,d places, as version %d of its protocol wants them.%s"
        .formatted(
            study,
            kept.getInteger("places"),
            kept.getInteger("version"),
            commitment == null ? "" : " The study is bound to it by " + commitment + ".");
  }

  private String text() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UnusableCallException(file + " is no file: name the CSV file of the list.");
      }
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new UnusableCallException(
            "%s has more than %,d bytes, which no list has.".formatted(file, FILE_BYTES_MAX));
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UnusableCallException(file + " is not UTF-8: save it as CSV in UTF-8.");
    } catch (IOException e) {
      throw new UnusableCallException(file + " cannot be read: " + e.getMessage() + ".");
    }
  }
}
