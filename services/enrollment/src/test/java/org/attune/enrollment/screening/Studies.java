package org.attune.enrollment.screening;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Protocol;

/** The example studies, as protocols. */
public final class Studies {
  private Studies() {}

  public static Protocol read(String study) {
    return read(study, Map.of());
  }

  /** An example study with some of its files replaced. */
  public static Protocol read(String study, Map<String, String> replaced) {
    var files = new TreeMap<>(Bundle.read(Path.of("../../docs/studies").resolve(study)).files());
    files.putAll(replaced);
    var reading = BundleReader.read(new Bundle(files));
    return reading
        .protocol()
        .orElseThrow(() -> new IllegalStateException(reading.findings().toString()));
  }
}
