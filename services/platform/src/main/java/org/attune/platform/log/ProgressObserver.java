package org.attune.platform.log;

import java.time.Instant;
import java.util.Set;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;

/**
 * Hears, after each commit, how far events have come. A live platform needs it only to wake loops;
 * a rehearsal knows by it what is in flight. Called from many threads; must not block.
 */
public interface ProgressObserver {
  /** Events {@code firstSeq} to {@code lastSeq} of {@code key} are in history and outbox. */
  void appended(String service, EventKey key, long firstSeq, long lastSeq, Set<String> types);

  /**
   * False if events of these types may wait for the relay's next look, because nobody waits for
   * them.
   */
  default boolean isAwaited(Set<String> types) {
    return true;
  }

  /** One of them got its position in the log. */
  void numbered(String service, EventKey key, long seq, String type, Position position);

  /** {@code service} has noted in its database what the broker has of its events. */
  default void noted(String service) {}

  /** {@code consumer} has applied (or skipped, or parked) everything up to {@code position}. */
  void applied(String consumer, Position position);

  /** Something waits for {@code at}. */
  void scheduled(String service, EventKey key, String kind, Instant at);

  /** Hears nothing. */
  static ProgressObserver none() {
    return new ProgressObserver() {
      @Override
      public void appended(
          String service, EventKey key, long firstSeq, long lastSeq, Set<String> types) {}

      @Override
      public void numbered(
          String service, EventKey key, long seq, String type, Position position) {}

      @Override
      public void applied(String consumer, Position position) {}

      @Override
      public void scheduled(String service, EventKey key, String kind, Instant at) {}
    };
  }
}
