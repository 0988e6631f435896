package org.attune.standalone.separate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.attune.platform.event.EventKey;

/**
 * Memory that all processes of one rehearsal see, mapped from a file. What one of them writes is
 * there for the others at once, before anything that it says afterwards can reach them.
 *
 * <pre>
 *   bytes       0 ..   4095   how much each process has told: one number every 64 bytes
 *   bytes    4096 ..   8191   the time of the study
 *   bytes    8192 ..          times of participants: {@value #SLOTS} slots of 24 bytes, open addressing
 *                             (pseudonym, 16 bytes; time, 8 bytes, 0 if the slot is free)
 * </pre>
 *
 * <p>Times are nanoseconds since 1970 and end with 2262. Only the driver writes times, and only one
 * process writes how much it has told. The file is sparse: untouched pages take no room.
 */
final class Blackboard implements DrivenClock {
  /** Processes that can tell something. */
  static final int PROCESSES_MAX = 64;

  /** Slots for participants; a power of 2. */
  static final int SLOTS = 1 << 19;

  /** Fewer than slots, so that looking for one is short. */
  static final int PARTICIPANTS_MAX = SLOTS / 4 * 3;

  private static final int APART_BYTES = 64;
  private static final long STUDY_AT = 4_096;
  private static final long TABLE_AT = 8_192;
  private static final long SLOT_BYTES = 24;
  private static final long TIME_AFTER = 16;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;
  private int taken;

  private Blackboard(MemorySegment memory) {
    this.memory = memory;
  }

  /**
   * Makes one in an empty file.
   *
   * @param start time of everybody until it is set
   */
  static Blackboard make(Path file, Instant start) {
    var made = open(file);
    LONG.setVolatile(made.memory, STUDY_AT, ChronoUnit.NANOS.between(Instant.EPOCH, start));
    return made;
  }

  /** Opens the one of {@code file}; it stays when the file is deleted. */
  static Blackboard open(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long bytes = TABLE_AT + SLOTS * SLOT_BYTES;
      return new Blackboard(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty file for one, readable by its owner alone. */
  static Path newFile() {
    try {
      return Files.createTempFile("attune-rehearsal-", ".board");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that process {@code number} has told so much. */
  void tell(int number, long count) {
    LONG.setVolatile(memory, toldAt(number), count);
  }

  /** How much process {@code number} has told. */
  long told(int number) {
    return (long) LONG.getVolatile(memory, toldAt(number));
  }

  private static long toldAt(int number) {
    if (number < 0 || number >= PROCESSES_MAX) {
      throw new IllegalArgumentException("process " + number + " of " + PROCESSES_MAX);
    }
    return (long) number * APART_BYTES;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if there are more participants than {@value #PARTICIPANTS_MAX}
   */
  @Override
  public void set(EventKey key, Instant at) {
    long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, at);
    long slot = key.isStudy() ? STUDY_AT - TIME_AFTER : find(key.participantId());
    if (key.isStudy() || time(slot) != 0) LONG.setVolatile(memory, slot + TIME_AFTER, nanos);
    else take(key.participantId(), nanos);
  }

  /** The time is written last: whoever sees it sees whose it is. */
  private synchronized void take(UUID participant, long nanos) {
    if (++taken > PARTICIPANTS_MAX) {
      throw new IllegalStateException("more than " + PARTICIPANTS_MAX + " participants");
    }
    long slot = find(participant);
    memory.set(ValueLayout.JAVA_LONG, slot, participant.getMostSignificantBits());
    memory.set(ValueLayout.JAVA_LONG, slot + Long.BYTES, participant.getLeastSignificantBits());
    LONG.setVolatile(memory, slot + TIME_AFTER, nanos);
  }

  @Override
  public Instant now(EventKey key, Instant databaseTime) {
    long nanos = key.isStudy() ? 0 : time(find(key.participantId()));
    return Instant.EPOCH.plusNanos(nanos == 0 ? time(STUDY_AT - TIME_AFTER) : nanos);
  }

  /** The slot of a participant, or the free one where it would be. */
  private long find(UUID participant) {
    for (int hash = participant.hashCode(); ; hash++) {
      long slot = TABLE_AT + (hash & (SLOTS - 1)) * SLOT_BYTES;
      if (time(slot) == 0 || isOf(slot, participant)) return slot;
    }
  }

  private boolean isOf(long slot, UUID participant) {
    return memory.get(ValueLayout.JAVA_LONG, slot) == participant.getMostSignificantBits()
        && memory.get(ValueLayout.JAVA_LONG, slot + Long.BYTES)
            == participant.getLeastSignificantBits();
  }

  private long time(long slot) {
    return (long) LONG.getVolatile(memory, slot + TIME_AFTER);
  }
}
