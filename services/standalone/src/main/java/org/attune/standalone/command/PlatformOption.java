package org.attune.standalone.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.attune.standalone.platform.PlatformAccess;
import picocli.CommandLine.Option;

/** {@code --data DIR}, or {@code --url URL --key FILE} for a platform whose services run alone. */
final class PlatformOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: ${DEFAULT-VALUE}).",
      defaultValue = "data")
  Path directory = Path.of("data");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Public address of a platform whose services run alone; with --key.")
  Optional<URI> url = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The administrator's key of that platform.")
  Optional<Path> key = Optional.empty();

  /** The platform meant. */
  PlatformAccess open() {
    if (url.isPresent() != key.isPresent()) {
      throw new UnusableCallException("--url URL and --key FILE go together.");
    }
    return url.isPresent()
        ? PlatformAccess.at(url.get(), key.orElseThrow())
        : PlatformAccess.open(directory);
  }
}
