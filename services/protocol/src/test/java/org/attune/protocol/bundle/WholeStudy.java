package org.attune.protocol.bundle;

import java.nio.file.Path;
import java.util.TreeMap;

/** A bundle that has every section of the language once, and changes of it. */
public final class WholeStudy {
  private static final Path FOLDER = Path.of("src/test/resources/bundles/whole");

  private WholeStudy() {}

  public static Bundle bundle() {
    return Bundle.read(FOLDER);
  }

  /** The bundle with {@code text}, which stands in {@code file}, replaced at its first place. */
  public static Bundle with(String file, String text, String instead) {
    var files = new TreeMap<>(bundle().files());
    var content = files.get(file);
    if (content == null || !content.contains(text)) {
      throw new IllegalArgumentException(file + " has no " + text);
    }
    var at = content.indexOf(text);
    files.put(file, content.substring(0, at) + instead + content.substring(at + text.length()));
    return new Bundle(files);
  }

  public static Bundle adding(String file, String content) {
    var files = new TreeMap<>(bundle().files());
    files.put(file, content);
    return new Bundle(files);
  }

  public static Bundle without(String file) {
    var files = new TreeMap<>(bundle().files());
    files.remove(file);
    return new Bundle(files);
  }
}
