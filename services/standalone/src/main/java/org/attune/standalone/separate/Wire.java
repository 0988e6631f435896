package org.attune.standalone.separate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;

/**
 * How driver and services talk over the services' standard input and output: one byte for what it
 * is, then its parts in order. Both ends are of the same build.
 */
final class Wire {
  /** What a service tells. The first five are what its observer hears, and are counted. */
  enum Told {
    APPENDED,
    NUMBERED,
    NOTED,
    APPLIED,
    SCHEDULED,
    /** It works. */
    READY,
    /** Rows handled, one number for each tick. */
    TICKED,
    /** A tick failed; in words. */
    FAILED;

    private static final Told[] ALL = values();

    boolean isProgress() {
      return compareTo(SCHEDULED) <= 0;
    }

    /**
     * @param code as read; -1 at the end of the stream is none
     */
    static Told of(int code) throws IOException {
      if (code >= 0 && code < ALL.length) return ALL[code];
      throw new IOException("nothing is told by " + code);
    }
  }

  /** What the driver says. */
  enum Order {
    /** The seed, and the event types that somebody waits for; once, first. */
    SETTING,
    TICK,
    WAKE_RELAY,
    STOP;

    private static final Order[] ALL = values();

    static Order of(int code) throws IOException {
      if (code >= 0 && code < ALL.length) return ALL[code];
      throw new IOException("nothing is ordered by " + code);
    }
  }

  /** Writes the parts of a message. */
  @FunctionalInterface
  interface Parts {
    void write(DataOutput out) throws IOException;
  }

  private Wire() {}

  static void key(DataOutput out, EventKey key) throws IOException {
    out.writeUTF(key.study());
    out.writeUTF(key.participant());
  }

  static EventKey key(DataInput in) throws IOException {
    return new EventKey(in.readUTF(), in.readUTF());
  }

  static void instant(DataOutput out, Instant at) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  static Instant instant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  static void position(DataOutput out, Position position) throws IOException {
    out.writeUTF(position.topic());
    out.writeInt(position.partition());
    out.writeInt(position.epoch());
    out.writeLong(position.number());
  }

  static Position position(DataInput in) throws IOException {
    return new Position(in.readUTF(), in.readInt(), in.readInt(), in.readLong());
  }

  static void types(DataOutput out, Set<String> types) throws IOException {
    out.writeInt(types.size());
    for (var type : types) out.writeUTF(type);
  }

  static Set<String> types(DataInput in) throws IOException {
    int count = in.readInt();
    var types = new LinkedHashSet<String>();
    for (int i = 0; i < count; i++) types.add(in.readUTF());
    return types;
  }
}
