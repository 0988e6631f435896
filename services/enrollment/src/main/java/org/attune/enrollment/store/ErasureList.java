package org.attune.enrollment.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.Stage;
import org.attune.platform.event.EventKey;

/**
 * Who was erased, outside the database: a copy of the database from before an erasure does not know
 * of it, and whoever starts on such a copy reads it here. Lines of tab-separated fields, only ever
 * appended, each on the disk before anything is erased; pseudonyms, and nothing else of a person.
 * One process writes a list.
 */
public final class ErasureList {
  /** Name of the file in enrollment's data directory. */
  public static final String FILE = "erasures.tsv";

  private static final int FIELDS = 7;

  private final Path file;

  public ErasureList(Path directory) {
    file = directory.resolve(FILE);
  }

  /**
   * All that were erased, oldest first, each once.
   *
   * @throws IllegalStateException if a line does not read; one that a crash left unfinished is none
   */
  public synchronized Map<EventKey, ParticipantErased> read() {
    var erased = new LinkedHashMap<EventKey, ParticipantErased>();
    if (!Files.exists(file)) return erased;
    try {
      var text = Files.readString(file, UTF_8);
      var lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).isEmpty()) continue;
        var event = parse(lines.get(i), i + 1);
        erased.putIfAbsent(EventKey.of(event.study(), event.participantId()), event);
      }
      return erased;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParticipantErased parse(String line, int number) {
    var fields = List.of(line.split("\t", -1));
    try {
      if (fields.size() != FIELDS) throw new IllegalArgumentException(fields.size() + " fields");
      return new ParticipantErased(
          fields.get(1),
          UUID.fromString(fields.get(2)),
          fields.get(3),
          Integer.parseInt(fields.get(4)),
          Stage.valueOf(fields.get(5)),
          fields.get(6),
          Instant.parse(fields.get(0)));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IllegalStateException(
          "%s:%d is no erasure: put the file back as it was, or take that line out."
              .formatted(file, number),
          e);
    }
  }

  /** Adds those who are not in it; on the disk when this returns. */
  public synchronized void add(List<ParticipantErased> events) {
    Set<EventKey> known = read().keySet();
    var text = new StringBuilder();
    for (var event : events) {
      if (!known.contains(EventKey.of(event.study(), event.participantId()))) {
        text.append(line(event)).append('\n');
      }
    }
    if (!text.isEmpty()) append(text.toString());
  }

  private static String line(ParticipantErased e) {
    return String.join(
        "\t",
        e.at().toString(),
        e.study(),
        e.participantId().toString(),
        e.site(),
        Integer.toString(e.protocolVersion()),
        e.reached().name(),
        e.reason());
  }

  private void append(String lines) {
    try {
      Files.createDirectories(
          file.toAbsolutePath().getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      boolean unfinished = Files.exists(file) && !Files.readString(file, UTF_8).endsWith("\n");
      try (var channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        if (unfinished) channel.truncate(finishedBytes());
        channel.position(channel.size());
        var buffer = ByteBuffer.wrap(lines.getBytes(UTF_8));
        while (buffer.hasRemaining()) channel.write(buffer);
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes up to the last whole line: an empty file, or one of a single torn line, has none. */
  private long finishedBytes() throws IOException {
    var text = Files.readString(file, UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).getBytes(UTF_8).length;
  }
}
