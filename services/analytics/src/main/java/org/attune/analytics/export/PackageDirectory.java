package org.attune.analytics.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.attune.platform.data.SideBySide;
import org.attune.platform.entropy.Digests;

/** A package while it is made: a directory beside its place, moved there when it is whole. */
final class PackageDirectory implements AutoCloseable {
  private static final int HASHES_AT_ONCE = 2;

  private final Path making;
  private final Path place;

  private PackageDirectory(Path making, Path place) {
    this.making = making;
    this.place = place;
  }

  /** True if a package may go to {@code place}: nothing is there, or an empty directory. */
  static boolean isFree(Path place) {
    if (!Files.exists(place)) return true;
    if (!Files.isDirectory(place)) return false;
    try (var files = Files.list(place)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a package that will stand at {@code place}. */
  static PackageDirectory begin(Path place) {
    var absolute = place.toAbsolutePath().normalize();
    try {
      var parent = absolute.getParent();
      if (parent == null) throw new IllegalArgumentException("no package can replace " + absolute);
      Files.createDirectories(parent);
      var making = Files.createTempDirectory(parent, ".package-");
      for (var folder : new String[] {"data", "metadata", "provenance"}) {
        Files.createDirectory(making.resolve(folder));
      }
      return new PackageDirectory(making, absolute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String path) {
    return making.resolve(path);
  }

  void write(String path, String text) {
    try {
      Files.writeString(file(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the files that {@code folders} hold, by path in the package. */
  SortedMap<String, String> hashes(String... folders) {
    var hashing = new ArrayList<Supplier<Map.Entry<String, String>>>();
    for (var folder : folders) {
      try (var files = Files.walk(file(folder))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var path = making.relativize(file).toString().replace('\\', '/');
          hashing.add(() -> Map.entry(path, sha256(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    var hashes = new TreeMap<String, String>();
    for (var hash : SideBySide.all(HASHES_AT_ONCE, hashing)) {
      hashes.put(hash.getKey(), hash.getValue());
    }
    return hashes;
  }

  long bytes(String path) {
    try {
      return Files.size(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines {@code sha256 path}, sorted by path: what {@code sha256sum -c} reads. */
  static String lines(SortedMap<String, String> hashes) {
    var lines = new StringBuilder();
    hashes.forEach((path, hash) -> lines.append(hash).append("  ").append(path).append('\n'));
    return lines.toString();
  }

  private static String sha256(Path file) {
    var digest = Digests.sha256();
    try (var out = new DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Moves the whole package to its place. */
  Path finish() {
    try {
      Files.deleteIfExists(place);
      Files.setPosixFilePermissions(
          making, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      return Files.move(making, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what was not finished. */
  @Override
  public void close() {
    if (!Files.exists(making)) return;
    try (var files = Files.walk(making)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
