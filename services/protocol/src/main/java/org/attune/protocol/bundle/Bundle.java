package org.attune.protocol.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The YAML files of one study directory, as text.
 *
 * @param files name with {@code /} between folders to content, sorted by name; only {@code .yaml}
 */
public record Bundle(Map<String, String> files) {
  public static final int FILES_MAX = 500;
  public static final int FILE_BYTES_MAX = 1024 * 1024;
  public static final int BUNDLE_BYTES_MAX = 8 * 1024 * 1024;
  public static final int FOLDERS_MAX = 4;

  private static final Pattern NAME =
      Pattern.compile(
          "([A-Za-z0-9_][A-Za-z0-9._-]*/){0,"
              + FOLDERS_MAX
              + "}[A-Za-z0-9_][A-Za-z0-9._-]*\\.yaml");

  /**
   * @throws UnusableBundleException if a name leaves the directory or a limit is passed
   */
  public Bundle {
    if (files.size() > FILES_MAX) {
      throw new UnusableBundleException(
          "The bundle has %d files; at most %d can be read.".formatted(files.size(), FILES_MAX));
    }
    var bytes = 0L;
    for (var file : files.entrySet()) {
      if (!NAME.matcher(file.getKey()).matches()) {
        throw new UnusableBundleException(
            "'%s' is not a file name of a bundle: use letters, digits, '.', '_' and '-', at most %d folders, and the ending .yaml."
                .formatted(file.getKey(), FOLDERS_MAX));
      }
      var size = file.getValue().getBytes(StandardCharsets.UTF_8).length;
      refuseAbove(FILE_BYTES_MAX, size, file.getKey());
      bytes += size;
    }
    refuseAbove(BUNDLE_BYTES_MAX, bytes, "The bundle");
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * Reads a study directory. Files that are not {@code .yaml} and hidden ones are left alone. Bytes
   * that are not UTF-8 become U+FFFD, which {@link BundleReader} reports with its place.
   *
   * @throws UnusableBundleException if {@code directory} is none, a link leads out of it, or a
   *     limit is passed
   * @throws UncheckedIOException if a file cannot be read
   */
  public static Bundle read(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new UnusableBundleException("'%s' is not a directory.".formatted(directory));
    }
    try {
      var root = directory.toRealPath();
      var files = new TreeMap<String, String>();
      collect(root, root, "", 0, files);
      return new Bundle(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(
      Path root, Path folder, String prefix, int depth, Map<String, String> files)
      throws IOException {
    try (var entries = Files.list(folder)) {
      for (var entry : (Iterable<Path>) entries.sorted()::iterator) {
        var name = entry.getFileName().toString();
        if (name.startsWith(".")) continue;
        var folderInside = Files.isDirectory(entry) && depth < FOLDERS_MAX;
        if (!folderInside && !(Files.isRegularFile(entry) && name.endsWith(".yaml"))) continue;
        if (!entry.toRealPath().startsWith(root)) {
          throw new UnusableBundleException(
              "'%s' is a link that leaves the bundle; put the file itself there."
                  .formatted(prefix + name));
        }
        if (folderInside) collect(root, entry, prefix + name + "/", depth + 1, files);
        else files.put(prefix + name, content(entry, prefix + name, files.size()));
      }
    }
  }

  private static String content(Path file, String name, int before) throws IOException {
    if (before >= FILES_MAX) {
      throw new UnusableBundleException(
          "The bundle has more than %d files; at most that many can be read.".formatted(FILES_MAX));
    }
    refuseAbove(FILE_BYTES_MAX, Files.size(file), name);
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void refuseAbove(int bytesMax, long bytes, String what) {
    if (bytes > bytesMax) {
      throw new UnusableBundleException(
          "%s has %d bytes; at most %d can be read.".formatted(what, bytes, bytesMax));
    }
  }
}
