package org.attune.randomization;

import java.nio.file.Path;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;

/** The example studies of the documentation. */
public final class Bundles {
  private Bundles() {}

  /** A linted study, by its directory. */
  public static Protocol study(String name) {
    var directory = Path.of("..", "..", "docs", "studies", name);
    return CanonicalProtocol.seal(Linter.lint(Bundle.read(directory)).protocol().orElseThrow());
  }
}
