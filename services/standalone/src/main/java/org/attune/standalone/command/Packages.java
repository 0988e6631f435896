package org.attune.standalone.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipInputStream;

/** Dataset packages on disk. */
final class Packages {
  static final int FILES_MAX = 10_000;

  private Packages() {}

  /**
   * @throws UnusableCallException if {@code out} exists and is not an empty directory, or does not
   *     and cannot be made
   */
  static void requireEmpty(Path out) {
    try {
      if (!Files.exists(out)) {
        requireMakeable(out);
        return;
      }
      if (Files.isDirectory(out)) {
        try (var files = Files.list(out)) {
          if (files.findAny().isEmpty()) return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new UnusableCallException(out + " is not empty: name a directory that is, with --out.");
  }

  /** Asked before a rehearsal, not after it. */
  private static void requireMakeable(Path out) {
    var there = out.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) there = there.getParent();
    if (there != null && Files.isDirectory(there) && Files.isWritable(there)) return;
    throw new UnusableCallException(
        "%s cannot be made, since %s cannot be written: name another directory with --out."
            .formatted(out, there));
  }

  /**
   * @throws UnusableCallException if {@code directory} holds anything but {@code own}: it is not
   *     ours to begin anew
   */
  static void requireOwn(Path directory, String... own) {
    var known = Set.of(own);
    try (var files = Files.list(directory)) {
      if (files.allMatch(file -> known.contains(file.getFileName().toString()))) return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new UnusableCallException(
        directory + " holds other things than a demo: name another directory with --data.");
  }

  /**
   * Unpacks a package.
   *
   * @throws IllegalStateException if an entry would land outside {@code out}
   */
  static void unpack(InputStream archive, Path out) {
    var root = out.toAbsolutePath().normalize();
    try (var zip = new ZipInputStream(archive)) {
      int files = 0;
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root) || ++files > FILES_MAX) {
          throw new IllegalStateException("not a package of ours: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          if (file.getParent() != null) Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
