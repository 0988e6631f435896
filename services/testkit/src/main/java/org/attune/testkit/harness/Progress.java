package org.attune.testkit.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.ProgressObserver;

/** Wakes whoever waits whenever an event has come further. */
public final class Progress implements ProgressObserver {
  /** What is waited for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException;
  }

  /** Looks again at least this often. */
  private static final long LOOK_MILLIS = 250;

  private final Object moved = new Object();
  private final Duration most;

  /**
   * @param most how long to wait at most
   */
  public Progress(Duration most) {
    this.most = most;
  }

  /**
   * Waits until {@code condition} holds.
   *
   * @throws IllegalStateException if it did not in time
   */
  public void until(Condition condition) {
    long end = System.nanoTime() + most.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) throw new IllegalStateException("nothing came within " + most);
        synchronized (moved) {
          moved.wait(LOOK_MILLIS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void move() {
    synchronized (moved) {
      moved.notifyAll();
    }
  }

  @Override
  public void appended(
      String service, EventKey key, long firstSeq, long lastSeq, Set<String> types) {
    move();
  }

  @Override
  public void numbered(String service, EventKey key, long seq, String type, Position position) {
    move();
  }

  @Override
  public void applied(String consumer, Position position) {
    move();
  }

  @Override
  public void scheduled(String service, EventKey key, String kind, Instant at) {
    move();
  }
}
