package org.attune.outcomes.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.outcomes.handle.VisitHandler;
import org.attune.outcomes.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.Message;
import org.attune.platform.study.StudyClosing;
import org.attune.studies.v1.StudyPublished;

/** Keeps what studies said; an amendment makes every participant's plan looked at again. */
public final class StudyEvents implements MessageHandler {
  private final StudyClosing closing;
  private final FactStore facts;
  private final DueTable due;

  public StudyEvents(StudyClosing closing, FactStore facts, DueTable due) {
    this.closing = closing;
    this.facts = facts;
    this.due = due;
  }

  @Override
  public Set<String> types() {
    return closing.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    closing.apply(connection, message);
    if (!message.type().equals("StudyPublished")) return;
    var event = message.as(StudyPublished.class);
    var version = Integer.toString(event.getVersion());
    for (var key : facts.active(connection, event.getStudy())) {
      due.schedule(connection, key, VisitHandler.PLAN, version, event.getAt());
    }
  }
}
