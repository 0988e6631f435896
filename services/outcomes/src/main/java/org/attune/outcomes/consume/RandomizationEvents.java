package org.attune.outcomes.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.handle.VisitHandler;
import org.attune.outcomes.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.randomization.v1.ParticipantNotRandomized;
import org.attune.randomization.v1.ParticipantRandomized;

/** Plans visits from randomization; cancels all of somebody who will not be allocated. */
public final class RandomizationEvents implements MessageHandler {
  public static final String TOPIC = "randomization.v1";

  private final History history;
  private final FactStore facts;
  private final VisitHandler visits;

  public RandomizationEvents(History history, FactStore facts, VisitHandler visits) {
    this.history = history;
    this.facts = facts;
    this.visits = visits;
  }

  @Override
  public Set<String> types() {
    return Set.of("ParticipantRandomized", "ParticipantNotRandomized");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var place = history.lock(connection, message.key());
    var cause = Optional.of(message.position());
    switch (message.type()) {
      case "ParticipantRandomized" -> {
        var date = message.as(ParticipantRandomized.class).getLocalDate();
        var known = facts.randomized(connection, message.key(), date);
        visits.plan(connection, place, known, cause);
      }
      case "ParticipantNotRandomized" -> {
        var reason = reason(message.as(ParticipantNotRandomized.class));
        facts.stopped(connection, message.key(), reason);
        visits.cancel(connection, place, reason, cause);
      }
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }

  private static VisitCancelReason reason(ParticipantNotRandomized event) {
    return switch (event.getReason()) {
      case LEFT -> VisitCancelReason.LEFT;
      case STUDY_CLOSED -> VisitCancelReason.STUDY_CLOSED;
      case TARGET_REACHED, UNKNOWN -> VisitCancelReason.NOT_RANDOMIZED;
    };
  }
}
