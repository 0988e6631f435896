package org.attune.standalone.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.attune.platform.entropy.Digests;

/** Whether the files of a package are those that it lists. */
final class PackageFiles {
  private static final List<String> HASHES = List.of("checksums.sha256", "provenance/files.sha256");

  private PackageFiles() {}

  /** What was changed or is missing, in a sentence; empty if nothing is. */
  static Optional<String> changed(Path directory) {
    try {
      for (var list : HASHES) {
        for (var line : Files.readAllLines(directory.resolve(list))) {
          int space = line.indexOf(' ');
          var file = line.substring(space + 1).strip();
          var hash = sha256(directory.resolve(file));
          if (!line.startsWith(hash + " ")) {
            return Optional.of("%s is not the file that %s lists.".formatted(file, list));
          }
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of("A file is missing: %s.".formatted(e.getFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(Digests.sha256(Files.readAllBytes(file)));
  }

  /**
   * The text of a file that a package has only if it holds what is to be verified.
   *
   * @param otherwise what its absence means, a sentence after its name
   * @throws UnreadablePackageException if there is none
   */
  static String needed(Path directory, String file, String otherwise) {
    if (!Files.isRegularFile(directory.resolve("datapackage.json"))) {
      throw new UnreadablePackageException(
          directory + " is no dataset package: name the directory that ./attune export wrote.");
    }
    if (!Files.isRegularFile(directory.resolve(file))) {
      throw new UnreadablePackageException(
          "%s has no %s: %s".formatted(directory, file, otherwise));
    }
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
