package org.attune.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.attune.analytics.sink.Sink;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.study.StudyBook;

/** What studies said goes into the service's own copy of it, and into the sink like all else. */
final class StudiesHandler implements MessageHandler {
  private final StudyBook studies;
  private final Sink sink;

  StudiesHandler(StudyBook studies, Sink sink) {
    this.studies = studies;
    this.sink = sink;
  }

  /** Empty: all. */
  @Override
  public Set<String> types() {
    return sink.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    applyAll(connection, List.of(message));
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    for (var message : messages) {
      if (studies.types().contains(message.type())) studies.apply(connection, message);
    }
    sink.applyAll(connection, messages);
  }
}
