package org.attune.standalone.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.attune.platform.service.Backends;
import org.attune.standalone.backup.BackingUp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code backup}: everything that a platform needs to start anywhere, in one file. */
@Command(
    name = "backup",
    description = "Back up a data directory into one file, while its platform works or not.")
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "File to write; it holds every secret.")
  Path file = Path.of("");

  @Mixin DataOption data = new DataOption();

  @Override
  public Integer call() {
    var made = new BackingUp(Backends.live().machineClock()).backUp(data.directory, file);
    System.out.printf(
        "Backed up %s to %s as of %s: %d files, %d MB, epoch %d.%nIt holds every secret of the"
            + " platform: keep it where nobody else can read it.%n",
        data.directory, file, made.at(), made.files(), made.bytes() >> 20, made.epoch());
    return 0;
  }
}
