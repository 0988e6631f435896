package org.attune.standalone.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data DIR}. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: ${DEFAULT-VALUE}).",
      defaultValue = "data")
  Path directory = Path.of("data");
}
