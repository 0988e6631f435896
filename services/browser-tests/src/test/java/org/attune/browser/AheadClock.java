package org.attune.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.attune.platform.event.EventKey;
import org.attune.platform.time.StudyClock;

/**
 * Study time that is as far ahead of the real one as a test says; it never goes back. What waits
 * for it is done when the test ticks: the platform's own loops go by the real time.
 */
final class AheadClock implements StudyClock {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant now(EventKey key, Instant databaseTime) {
    return databaseTime.plus(ahead.get());
  }

  Instant now() {
    return Instant.now().plus(ahead.get());
  }

  /** Lets {@code days} pass for everybody. */
  void passDays(int days) {
    ahead.updateAndGet(before -> before.plusDays(days));
  }
}
