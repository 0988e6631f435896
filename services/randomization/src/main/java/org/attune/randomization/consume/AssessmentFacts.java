package org.attune.randomization.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.fact.VisitFacts;
import org.attune.randomization.handle.ParticipantActs;

/** Keeps which assessments are complete, with scores and attachment. */
public final class AssessmentFacts implements MessageHandler {
  public static final String TOPIC = VisitFacts.TOPIC;

  private final ParticipantActs participants;

  public AssessmentFacts(ParticipantActs participants) {
    this.participants = participants;
  }

  @Override
  public Set<String> types() {
    return Set.of(VisitFacts.TYPE);
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var facts = VisitFacts.of(message.as(VisitCompleted.class));
    participants.known(connection, message.key(), facts);
  }
}
