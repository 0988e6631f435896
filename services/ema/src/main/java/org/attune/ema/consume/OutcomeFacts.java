package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.handle.ReplanHandler;
import org.attune.outcomes.v1.VisitCompleted;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.protocol.model.Anchor;

/** Which assessments were completed, as schedules may count from them. */
public final class OutcomeFacts implements MessageHandler {
  public static final String TOPIC = "outcomes.v1";

  private final History history;
  private final ReplanHandler replans;

  public OutcomeFacts(History history, ReplanHandler replans) {
    this.history = history;
    this.replans = replans;
  }

  @Override
  public Set<String> types() {
    return Set.of("VisitCompleted");
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    var event = message.as(VisitCompleted.class);
    var place = history.lock(c, EventKey.of(event.getStudy(), event.getParticipantId()));
    var name = Anchor.complete(event.getAssessment());
    var _ = replans.reached(c, place, name, event.getAt(), Optional.of(message.position()));
  }
}
