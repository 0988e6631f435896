package org.attune.standalone.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The segment by which a database server keeps others away from its files (Linux). */
final class SharedMemory {
  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");

  /** Line of {@code postmaster.pid} that names key and id of the segment, from 0. */
  private static final int LINE = 6;

  private SharedMemory() {}

  /** Id of the segment of the server that runs on {@code directory}. */
  static Optional<String> of(Path directory) {
    try {
      var lines = Files.readAllLines(directory.resolve("postmaster.pid"));
      if (lines.size() <= LINE) return Optional.empty();
      var parts = lines.get(LINE).strip().split("\\s+");
      return parts.length < 2 ? Optional.empty() : Optional.of(parts[1]);
    } catch (IOException e) {
      return Optional.empty(); // it is just being started or ended
    }
  }

  /** Those of {@code ids} that are there still. */
  static List<String> left(List<String> ids) {
    if (!Files.isReadable(SEGMENTS)) return List.of();
    try (var lines = Files.lines(SEGMENTS)) {
      var there = lines.map(line -> line.strip().split("\\s+")[1]).toList();
      return ids.stream().filter(there::contains).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
