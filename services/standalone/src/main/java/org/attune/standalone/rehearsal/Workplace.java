package org.attune.standalone.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.standalone.platform.Endings;

/**
 * Where the platform of a rehearsal keeps its data: in a directory that was named, which stays, or
 * in one of its own, which is deleted in the end.
 *
 * @param ending present if it is to be deleted
 */
record Workplace(Path directory, Optional<Endings.Ending> ending) implements AutoCloseable {
  static Workplace of(Optional<Path> named) {
    if (named.isPresent()) return new Workplace(named.get(), Optional.empty());
    try {
      var own = Files.createTempDirectory("attune-rehearsal-");
      Runnable delete = () -> delete(own);
      return new Workplace(own, Optional.of(Endings.add(delete, delete)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    if (Files.exists(directory)) DatasetCopy.delete(directory);
  }

  @Override
  public void close() {
    if (ending.isEmpty()) return;
    delete(directory);
    ending.get().close();
  }
}
