package org.attune.standalone.separate;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.ProgressObserver;
import org.attune.standalone.separate.Wire.Parts;
import org.attune.standalone.separate.Wire.Told;

/**
 * Tells the driver what this process's service comes to, in order. What was told is counted on the
 * blackboard before whoever told it goes on; its own thread sends it, as much as there is at once.
 */
final class Telling implements ProgressObserver {
  /** Told and not sent; whoever tells more waits. */
  private static final int UNSENT_BYTES_MAX = 8 * 1024 * 1024;

  private final Blackboard board;
  private final int number;
  private final Set<String> awaited;
  private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
  private final DataOutputStream telling = new DataOutputStream(unsent);
  private long told;

  /**
   * @param number of this process
   * @param awaited event types that somebody waits for
   */
  Telling(Blackboard board, int number, Set<String> awaited) {
    this.board = board;
    this.number = number;
    this.awaited = Set.copyOf(awaited);
  }

  /** Sends what is told, for as long as there is somebody to read it. */
  void send(OutputStream to) throws IOException, InterruptedException {
    for (; ; ) to.write(next());
  }

  private synchronized byte[] next() throws InterruptedException {
    while (unsent.size() == 0) wait();
    var bytes = unsent.toByteArray();
    unsent.reset();
    notifyAll();
    return bytes;
  }

  private synchronized void tell(Told what, Parts parts) {
    try {
      while (unsent.size() > UNSENT_BYTES_MAX) wait();
      boolean first = unsent.size() == 0;
      telling.writeByte(what.ordinal());
      parts.write(telling);
      if (what.isProgress()) board.tell(number, ++told);
      if (first) notifyAll(); // who sends waits only while there is nothing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: it goes into memory
    }
  }

  void ready() {
    tell(Told.READY, _ -> {});
  }

  void ticked(List<Integer> rows) {
    tell(
        Told.TICKED,
        out -> {
          out.writeInt(rows.size());
          for (int count : rows) out.writeInt(count);
        });
  }

  void failed(Throwable failure) {
    tell(Told.FAILED, out -> out.writeUTF(String.valueOf(failure)));
  }

  @Override
  public void appended(
      String service, EventKey key, long firstSeq, long lastSeq, Set<String> types) {
    tell(
        Told.APPENDED,
        out -> {
          Wire.key(out, key);
          out.writeLong(firstSeq);
          out.writeLong(lastSeq);
          Wire.types(out, types);
        });
  }

  @Override
  public boolean isAwaited(Set<String> types) {
    return !Collections.disjoint(awaited, types);
  }

  @Override
  public void numbered(String service, EventKey key, long seq, String type, Position position) {
    tell(
        Told.NUMBERED,
        out -> {
          Wire.key(out, key);
          out.writeLong(seq);
          out.writeUTF(type);
          Wire.position(out, position);
        });
  }

  @Override
  public void noted(String service) {
    tell(Told.NOTED, _ -> {});
  }

  @Override
  public void applied(String consumer, Position position) {
    tell(Told.APPLIED, out -> Wire.position(out, position));
  }

  @Override
  public void scheduled(String service, EventKey key, String kind, Instant at) {
    tell(
        Told.SCHEDULED,
        out -> {
          Wire.key(out, key);
          out.writeUTF(kind);
          Wire.instant(out, at);
        });
  }
}
