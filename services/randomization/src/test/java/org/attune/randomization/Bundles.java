package org.attune.randomization;

import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.protocol.lint.Linter;
import org.attune.protocol.model.Protocol;

/** The example studies of the documentation. */
public final class Bundles {
  /** What the pilot says of its method, blocks and strata. */
  private static final Pattern PLAN =
      Pattern.compile("(?s)  method: stratified-blocks\n.*?(?=  when: )");

  private Bundles() {}

  /** A linted study, by its directory. */
  public static Protocol study(String name) {
    var directory = Path.of("..", "..", "docs", "studies", name);
    return CanonicalProtocol.seal(Linter.lint(Bundle.read(directory)).protocol().orElseThrow());
  }

  private static String changed(String text, String study, String plan) {
    return PLAN.matcher(text.replaceFirst("study: kindness-pilot", "study: " + study))
        .replaceFirst(plan);
  }

  /** The pilot under another name and plan of randomization, in the lines of its study.yaml. */
  public static Protocol pilot(String study, String plan) {
    var directory = Path.of("..", "..", "docs", "studies", "kindness-pilot");
    var files = new TreeMap<>(Bundle.read(directory).files());
    files.computeIfPresent("study.yaml", (_, text) -> changed(text, study, plan));
    files.computeIfPresent(
        "analysis.yaml", (_, text) -> text.replace("[baseline, strata]", "[baseline]"));
    var linting = Linter.lint(new Bundle(files));
    return CanonicalProtocol.seal(
        linting
            .protocol()
            .orElseThrow(() -> new IllegalArgumentException(linting.findings().toString())));
  }
}
