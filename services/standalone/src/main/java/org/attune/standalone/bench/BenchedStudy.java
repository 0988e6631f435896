package org.attune.standalone.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which study is benched, and by which chance: options of every bench. */
final class BenchedStudy {
  @Option(
      names = "--study",
      paramLabel = "DIR",
      description = "Study directory (default: ${DEFAULT-VALUE}).",
      defaultValue = "docs/studies/abct-mbsr-tau")
  Path directory = Path.of("docs/studies/abct-mbsr-tau");

  @Option(names = "--seed", description = "Seed (default: ${DEFAULT-VALUE}).", defaultValue = "7")
  long seed;
}
