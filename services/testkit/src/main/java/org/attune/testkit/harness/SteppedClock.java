package org.attune.testkit.harness;

import java.time.Duration;
import java.time.Instant;
import org.attune.platform.event.EventKey;
import org.attune.platform.time.StudyClock;

/** Study time that a test sets; the same for everybody. */
public final class SteppedClock implements StudyClock {
  private volatile Instant now;

  public SteppedClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant now(EventKey key, Instant databaseTime) {
    return now;
  }

  public Instant now() {
    return now;
  }

  public void set(Instant to) {
    now = to;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }
}
