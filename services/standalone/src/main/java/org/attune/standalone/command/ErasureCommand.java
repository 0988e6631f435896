package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code erasure}: the certificate of a participant whose data were erased. */
@Command(name = "erasure", description = "Print the certificate of an erased participant.")
final class ErasureCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "STUDY", description = "Study, by its slug.")
  String study = "";

  @Parameters(index = "1", paramLabel = "PARTICIPANT", description = "The participant's pseudonym.")
  UUID participant = new UUID(0, 0);

  @Option(names = "--json", description = "One JSON line.")
  boolean json;

  @Mixin PlatformOption platformOption = new PlatformOption();

  /** 0 if everybody has erased, 1 if somebody is missing. */
  @Override
  public Integer call() {
    JsonObject certificate;
    try (var platform = Attachment.open(platformOption)) {
      var path = "/analytics/studies/%s/erasures/%s".formatted(study, participant);
      certificate = platform.send("GET", path, new JsonObject());
    }
    if (json) {
      System.out.println(certificate.encode());
    } else {
      System.out.print(certificate.getString("text"));
      System.out.printf(
          "signed by %s: %s%n",
          certificate.getString("signedBy"), certificate.getString("signature"));
    }
    return certificate.getBoolean("complete") ? 0 : Attune.REFUSED;
  }
}
