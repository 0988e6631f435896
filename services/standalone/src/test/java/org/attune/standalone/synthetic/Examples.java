package org.attune.standalone.synthetic;

import java.nio.file.Path;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.Protocol;

/** The example studies of the tree. */
public final class Examples {
  private Examples() {}

  public static Bundle bundle(String study) {
    return Bundle.read(directory(study));
  }

  public static Path directory(String study) {
    return root().resolve("docs/studies").resolve(study);
  }

  public static Protocol protocol(String study) {
    return BundleReader.read(bundle(study)).protocol().orElseThrow();
  }

  public static RehearsalPlan plan(String study) {
    var reading = PlanReading.of(bundle(study), protocol(study));
    return reading.plan().orElseThrow(() -> new AssertionError(reading.findings()));
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    while (!here.resolve("docs/studies").toFile().isDirectory()) here = here.getParent();
    return here;
  }
}
