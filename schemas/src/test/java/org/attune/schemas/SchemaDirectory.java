package org.attune.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The schema files below a directory, by {@code <service>/<Event>}. */
final class SchemaDirectory {
  static final Path HEAD = Path.of("avro");
  static final Path RELEASED = Path.of("released", "v1");

  private SchemaDirectory() {}

  static SortedMap<String, Path> files(Path directory) {
    var files = new TreeMap<String, Path>();
    if (!Files.exists(directory)) return files;
    try (var all = Files.walk(directory)) {
      for (var file : all.filter(path -> path.toString().endsWith(".avsc")).toList()) {
        var name = directory.relativize(file).toString();
        files.put(name.substring(0, name.length() - ".avsc".length()), file);
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SortedMap<String, Schema> schemas(Path directory) {
    var schemas = new TreeMap<String, Schema>();
    files(directory).forEach((name, file) -> schemas.put(name, parse(file)));
    return schemas;
  }
}
