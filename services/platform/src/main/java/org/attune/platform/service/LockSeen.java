package org.attune.platform.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Database;
import org.attune.platform.event.Message;
import org.attune.platform.study.StudyBook;

/** Notices, beside a service's own handler, that a study was locked. */
record LockSeen(MessageHandler handler, Runnable seen) implements MessageHandler {
  static final String LOCKED = "StudyLocked";

  /** The same handlers; {@code seen} runs after the commit of each lock that is applied. */
  static Map<String, MessageHandler> wrap(Map<String, MessageHandler> consumers, Runnable seen) {
    var wrapped = new HashMap<>(consumers);
    wrapped.computeIfPresent(StudyBook.TOPIC, (_, handler) -> new LockSeen(handler, seen));
    return wrapped;
  }

  @Override
  public Set<String> types() {
    return handler.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    handler.apply(connection, message);
    notice(message);
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    handler.applyAll(connection, messages);
    messages.forEach(this::notice);
  }

  private void notice(Message message) {
    if (message.type().equals(LOCKED)) Database.afterCommit(seen);
  }
}
