package org.attune.standalone.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.AppendedLines;

/**
 * What was restored into a directory, a line each: time, epoch begun, backup, time of the backup.
 * Not in any backup: of two restores of the same backup each has an epoch of its own.
 */
record RestoreLog(Path root) {
  static final String FILE = "restores.tsv";

  private static final int FIELDS = 4;

  /**
   * One restore.
   *
   * @param epoch that it began
   * @param backup id of the backup
   * @param of time of the backup
   */
  record Restore(Instant at, int epoch, String backup, Instant of) {
    String line() {
      return "%s\t%d\t%s\t%s".formatted(at, epoch, backup, of);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Restore parse(String line) {
      var fields = List.of(line.split("\t", -1));
      if (fields.size() != FIELDS) throw new IllegalArgumentException("no restore: " + line);
      return new Restore(
          Instant.parse(fields.get(0)),
          Integer.parseInt(fields.get(1)),
          fields.get(2),
          Instant.parse(fields.get(3)));
    }
  }

  /** The last one. */
  Optional<Restore> last() {
    var lines = lines().read();
    return lines.isEmpty() ? Optional.empty() : Optional.of(Restore.parse(lines.getLast()));
  }

  /** Adds one; nothing if it is the last already. */
  void add(Restore restore) {
    if (last().filter(restore::equals).isEmpty()) lines().add(List.of(restore.line()));
  }

  private AppendedLines lines() {
    return new AppendedLines(root.resolve(FILE), true);
  }
}
