package org.attune.analytics.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package as one ZIP file: the same package, the same bytes. */
final class PackageArchive {
  /** Largest package that is answered over HTTP; larger ones are read from disk. */
  static final long BYTES_MAX = 256L * 1024 * 1024;

  /** The earliest time a ZIP entry can have: entries tell nothing of when they were written. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PackageArchive() {}

  /** The archive; empty if the package is larger than {@link #BYTES_MAX}. */
  static Optional<byte[]> of(Path directory) {
    try (var walk = Files.walk(directory)) {
      var files = walk.filter(Files::isRegularFile).sorted().toList();
      long bytes = 0;
      for (var file : files) bytes += Files.size(file);
      if (bytes > BYTES_MAX) return Optional.empty();
      var out = new ByteArrayOutputStream();
      try (var zip = new ZipOutputStream(out)) {
        for (var file : files) add(zip, directory, file);
      }
      return Optional.of(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ZipOutputStream zip, Path directory, Path file) throws IOException {
    var entry = new ZipEntry(directory.relativize(file).toString().replace('\\', '/'));
    entry.setTimeLocal(ENTRY_TIME);
    zip.putNextEntry(entry);
    Files.copy(file, zip);
    zip.closeEntry();
  }
}
