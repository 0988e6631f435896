package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Directories as wholes. */
public final class Directories {
  private Directories() {}

  /** Deletes a directory and all in it; nothing if it does not exist. Links are not followed. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) return;
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
