package org.attune.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of one process, which can be set while it runs: by libfaketime, which is loaded
 * before the C library and answers in its place. Its monotonic clock goes on, as it does when a
 * machine's clock is set.
 *
 * @param library file of libfaketime
 * @param offset file that says how far the clock is off
 */
record SetClock(Path library, Path offset) {
  /** How long a process may go by the clock it had before. */
  static final Duration NOTICED_MAX = Duration.ofSeconds(1);

  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "*/faketime/libfaketimeMT.so.1";

  /** Where libfaketime is, as Debian's package {@code faketime} has it; empty if it is not. */
  static Optional<Path> find() {
    if (!Files.isDirectory(LIBRARIES)) return Optional.empty();
    var matcher = LIBRARIES.getFileSystem().getPathMatcher("glob:" + LIBRARIES + "/" + LIBRARY);
    try (var files = Files.find(LIBRARIES, 3, (file, _) -> matcher.matches(file))) {
      return files.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a process is started with that goes by this clock. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
        "FAKETIME_CACHE_DURATION", Long.toString(NOTICED_MAX.toSeconds()),
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // The JVM's waits go by the monotonic clock, which needs no mending here.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /** Sets it to so much more than it is; negative for less. */
  void set(Duration ahead) {
    try {
      Files.writeString(offset, "%+d%n".formatted(ahead.toSeconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
