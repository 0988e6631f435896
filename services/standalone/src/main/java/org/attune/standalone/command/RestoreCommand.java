package org.attune.standalone.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.attune.platform.service.Backends;
import org.attune.standalone.backup.Restoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code restore}: a data directory as it was when it was backed up. */
@Command(
    name = "restore",
    description = "Put a backup into an empty directory, or a stopped one of the same platform.")
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "File of ./attune backup.")
  Path file = Path.of("");

  @Mixin DataOption data = new DataOption();

  @Override
  public Integer call() {
    var restored = new Restoring(Backends.live().machineClock()).restore(data.directory, file);
    System.out.printf(
        "Restored %s as of %s: epoch %d.%n", restored.root(), restored.of(), restored.epoch());
    for (var missing : restored.missing()) {
      System.out.printf(
          "There is no %s: if there ever was one, put its newest copy there before the start.%n",
          restored.root().resolve(missing));
    }
    System.out.printf("Start it with ./attune up --data %s%n", restored.root());
    return 0;
  }
}
