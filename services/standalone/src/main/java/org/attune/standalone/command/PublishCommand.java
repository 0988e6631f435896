package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Severity;
import org.attune.protocol.lint.Linter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code publish}: makes a version immutable; the next version is the amendment. */
@Command(name = "publish", description = "Publish a study directory as its next version.")
final class PublishCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Study directory.")
  Path directory = Path.of(".");

  @Mixin PlatformOption platformOption = new PlatformOption();

  @Override
  public Integer call() {
    var bundle = Bundle.read(directory);
    var linting = Linter.lint(bundle);
    for (var finding : linting.findings()) System.err.println(finding);
    boolean broken = linting.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
    if (broken || linting.protocol().isEmpty()) {
      throw new RefusedException("Nothing was published: mend the errors above first.");
    }
    var protocol = linting.protocol().get();
    var files = new JsonObject();
    bundle.files().forEach(files::put);
    try (var platform = Attachment.open(platformOption)) {
      platform.send(
          "PUT",
          "/studies/studies/" + protocol.study() + "/versions/" + protocol.version(),
          new JsonObject().put("files", files));
    }
    System.out.printf(
        "Published %s version %d, SHA-256 %s%n",
        protocol.study(), protocol.version(), protocol.sha256());
    return 0;
  }
}
