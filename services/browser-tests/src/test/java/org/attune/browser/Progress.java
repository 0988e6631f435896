package org.attune.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.ProgressObserver;

/** Wakes whoever waits whenever an event has come further. */
final class Progress implements ProgressObserver {
  private static final Duration SOON = Duration.ofMinutes(1);

  /** Looks again at least this often. */
  private static final long LOOK_MILLIS = 250;

  private final Object moved = new Object();

  /** Waits until {@code condition} holds, a minute at most. */
  void until(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        assertThat(System.nanoTime()).as("in time").isLessThan(end);
        synchronized (moved) {
          moved.wait(LOOK_MILLIS);
        }
      }
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
