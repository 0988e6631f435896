package org.attune.platform.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;

/**
 * A service's own handler, and beside it somebody who notices what was applied.
 *
 * @param notice told of each event after it was applied, in the same transaction
 */
record Noticing(MessageHandler handler, Consumer<Message> notice) implements MessageHandler {
  @Override
  public Set<String> types() {
    return handler.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    handler.apply(connection, message);
    notice.accept(message);
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    handler.applyAll(connection, messages);
    messages.forEach(notice);
  }
}
