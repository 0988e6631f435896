package org.attune.platform.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * A file outside the database to which lines are only ever added, readable by its owner alone. A
 * line that a crash left unfinished is none and gives way to the next. Whoever else adds lines
 * meanwhile overwrites none: each goes to what is the end then.
 *
 * @param forced whether a line is on the disk, and not only written, when adding it returns
 */
public record AppendedLines(Path file, boolean forced) {
  /** All whole lines, oldest first. */
  public List<String> read() {
    try {
      return Files.exists(file) ? finished().lines().toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds lines, together.
   *
   * @throws UncheckedIOException if they are not there afterwards, or only some
   */
  public void add(List<String> lines) {
    if (lines.isEmpty()) return;
    try {
      Files.createDirectories(
          file.toAbsolutePath().getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      boolean unfinished = Files.exists(file) && !endsInLine();
      try (var channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        if (unfinished) channel.truncate(finished().getBytes(UTF_8).length);
        var buffer = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(UTF_8));
        while (buffer.hasRemaining()) channel.write(buffer);
        if (forced) channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False of an empty file too, from which there is nothing to take. */
  private boolean endsInLine() throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var last = ByteBuffer.allocate(1);
      return channel.read(last, Math.max(0, channel.size() - 1)) == 1 && last.get(0) == '\n';
    }
  }

  /** Up to the last whole line: an empty file, or one of a single torn line, has none. */
  private String finished() throws IOException {
    var text = Files.readString(file, UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }
}
