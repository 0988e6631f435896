package org.attune.interventions.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.fact.FactTable;
import org.attune.platform.fact.VisitFacts;
import org.attune.platform.log.History;

/** Keeps scores and attachment, by which sessions and practices are tailored. */
public final class AssessmentEvents implements MessageHandler {
  public static final String TOPIC = VisitFacts.TOPIC;

  private final History history;
  private final FactTable facts;

  public AssessmentEvents(History history, FactTable facts) {
    this.history = history;
    this.facts = facts;
  }

  @Override
  public Set<String> types() {
    return Set.of(VisitFacts.TYPE);
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    history.lock(connection, message.key());
    facts.put(connection, message.key(), VisitFacts.of(message.as(VisitCompleted.class)));
  }
}
