package org.attune.protocol.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;

/** The smallest clean study, and variations of it. */
final class SmallStudy {
  static final Path LINT = Path.of("src/test/resources/lint");

  private SmallStudy() {}

  static Bundle bundle() {
    return with("base");
  }

  /** The small study with the files of {@code lint/<code>} laid over it. */
  static Bundle with(String code) {
    var files = new TreeMap<String, String>();
    for (var layer : new Path[] {LINT.resolve("base"), LINT.resolve(code)}) lay(layer, files);
    return new Bundle(files);
  }

  /** The small study with one text of one file replaced, which has to be there. */
  static Bundle but(String file, String old, String replacement) {
    var files = new TreeMap<>(bundle().files());
    var before = files.getOrDefault(file, "");
    if (!before.contains(old)) throw new IllegalArgumentException(file + " has no " + old);
    files.put(file, before.replace(old, replacement));
    return new Bundle(files);
  }

  private static void lay(Path layer, TreeMap<String, String> files) {
    try (var walk = Files.walk(layer)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        var name = layer.relativize(file).toString().replace('\\', '/');
        var content = Files.readString(file);
        if (content.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
          files.remove(name); // a file of comments only takes away the one below it
        } else {
          files.put(name, content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
