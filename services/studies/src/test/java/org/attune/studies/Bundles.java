package org.attune.studies;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.model.Protocol;

/** The example studies of the documentation, as they are and changed. */
public final class Bundles {
  private Bundles() {}

  /** The files of a study directory. */
  public static Map<String, String> files(String study) {
    return Bundle.read(Path.of("..", "..", "docs", "studies", study)).files();
  }

  /** The files with another study.yaml. */
  public static Map<String, String> files(String study, UnaryOperator<String> change) {
    var files = new TreeMap<>(files(study));
    files.computeIfPresent("study.yaml", (_, text) -> change.apply(text));
    return files;
  }

  /** The protocol in some files. */
  public static Protocol protocol(Map<String, String> files) {
    return CanonicalProtocol.seal(BundleReader.read(new Bundle(files)).protocol().orElseThrow());
  }

  /** The pilot's study.yaml as its second version. */
  public static UnaryOperator<String> amended(String effective) {
    return text ->
        text.replace(
            "version: 1\n",
            "version: 2\neffective: %s\nreason: \"Fewer people\"\n".formatted(effective));
  }
}
