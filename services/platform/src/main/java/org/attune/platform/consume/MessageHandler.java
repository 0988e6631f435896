package org.attune.platform.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.attune.platform.event.Message;

/** What a service does when an event of another arrives. Runs in the cursor's transaction. */
public interface MessageHandler {
  /** Event types this handler applies, by name; all others only move the cursor. */
  Set<String> types();

  /** Applies one event. Its effects are the connection's alone, apart from after-commit acts. */
  void apply(Connection connection, Message message) throws SQLException;

  /** Applies several events in order, in one transaction. */
  default void applyAll(Connection connection, List<Message> messages) throws SQLException {
    for (var message : messages) apply(connection, message);
  }
}
