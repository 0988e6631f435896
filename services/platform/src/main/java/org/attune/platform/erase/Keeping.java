package org.attune.platform.erase;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.attune.platform.event.EventKey;

/**
 * What a service does of its own before a participant's rows go: keeps what must stay, without the
 * participant, and removes what the platform cannot know. May run more than once.
 */
@FunctionalInterface
public interface Keeping {
  /**
   * Runs with the participant locked, in the transaction that erases.
   *
   * @return a code of what can still be counted; empty if nothing
   */
  String keep(Connection connection, EventKey participant, Instant at) throws SQLException;

  /** Keeps nothing. */
  static Keeping nothing() {
    return (_, _, _) -> "";
  }
}
