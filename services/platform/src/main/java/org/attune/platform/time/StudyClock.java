package org.attune.platform.time;

import java.time.Instant;
import org.attune.platform.event.EventKey;

/**
 * The time by which a study runs (DESIGN section 6). Live it is the database's clock; in a
 * rehearsal the driver's, one reading per participant.
 */
@FunctionalInterface
public interface StudyClock {
  /**
   * The study time for a command about {@code key}.
   *
   * @param databaseTime the database's clock in the transaction of the command
   */
  Instant now(EventKey key, Instant databaseTime);

  /** The clock of a live platform. */
  static StudyClock live() {
    return (key, databaseTime) -> databaseTime;
  }
}
