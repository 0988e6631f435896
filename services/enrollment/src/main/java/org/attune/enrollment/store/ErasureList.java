package org.attune.enrollment.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.attune.enrollment.domain.EnrollmentEvent.ParticipantErased;
import org.attune.enrollment.domain.Stage;
import org.attune.platform.data.AppendedLines;
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

  private final AppendedLines lines;

  public ErasureList(Path directory) {
    lines = new AppendedLines(directory.resolve(FILE), true);
  }

  /**
   * All that were erased, oldest first, each once.
   *
   * @throws IllegalStateException if a line does not read; one that a crash left unfinished is none
   */
  public synchronized Map<EventKey, ParticipantErased> read() {
    var erased = new LinkedHashMap<EventKey, ParticipantErased>();
    var all = lines.read();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isEmpty()) continue;
      var event = parse(all.get(i), i + 1);
      erased.putIfAbsent(EventKey.of(event.study(), event.participantId()), event);
    }
    return erased;
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
              .formatted(lines.file(), number),
          e);
    }
  }

  /** Adds those who are not in it; on the disk when this returns. */
  public synchronized void add(List<ParticipantErased> events) {
    Set<EventKey> known = read().keySet();
    lines.add(
        events.stream()
            .filter(e -> !known.contains(EventKey.of(e.study(), e.participantId())))
            .map(ErasureList::line)
            .toList());
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
}
