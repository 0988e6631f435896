package org.attune.platform.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads the event schemas that are packaged as {@code avro/<service>/<Event>.avsc}. */
final class SchemaFiles {
  private static final String RESTRICTED = "avro/restricted.txt";
  private static final String EITHER = "either.txt";

  private SchemaFiles() {}

  static List<EventType> onClassPath() {
    var list = SchemaFiles.class.getClassLoader().getResource(RESTRICTED);
    if (list == null) throw new IllegalStateException(RESTRICTED + " is not on the class path");
    try {
      if (list.getProtocol().equals("file")) return read(Path.of(list.toURI()).resolveSibling(""));
      return readJar(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<EventType> readJar(URL list) throws IOException {
    var text = list.toString();
    var jar = URI.create(text.substring("jar:".length(), text.indexOf("!/")));
    try (var files = FileSystems.newFileSystem(Path.of(jar), Map.of())) {
      return read(files.getPath("avro"));
    }
  }

  private static List<EventType> read(Path root) throws IOException {
    var restricted = names(root.resolve("restricted.txt"));
    var either = names(root.resolve(EITHER));
    var types = new ArrayList<EventType>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
        var schema = new Schema.Parser().parse(Files.readString(file));
        var service = file.getName(file.getNameCount() - 2).toString();
        var name = service + "/" + schema.getName();
        types.add(new EventType(service, schema, restricted.contains(name), either.contains(name)));
      }
    }
    return types;
  }

  private static Set<String> names(Path list) throws IOException {
    var names = new HashSet<String>();
    for (var line : Files.readAllLines(list)) {
      if (!line.isBlank() && !line.startsWith("#")) names.add(line.strip());
    }
    return names;
  }
}
