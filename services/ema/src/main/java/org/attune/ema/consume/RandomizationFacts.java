package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.handle.ReplanHandler;
import org.attune.ema.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.randomization.v1.NotRandomizedReason;
import org.attune.randomization.v1.ParticipantNotRandomized;
import org.attune.randomization.v1.ParticipantRandomized;

/** Who was randomized when; never to which arm. */
public final class RandomizationFacts implements MessageHandler {
  public static final String TOPIC = "randomization.v1";

  private final History history;
  private final FactStore facts;
  private final ReplanHandler replans;

  public RandomizationFacts(History history, FactStore facts, ReplanHandler replans) {
    this.history = history;
    this.facts = facts;
    this.replans = replans;
  }

  @Override
  public Set<String> types() {
    return Set.of("ParticipantRandomized", "ParticipantNotRandomized");
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    switch (message.type()) {
      case "ParticipantRandomized" -> {
        var event = message.as(ParticipantRandomized.class);
        var key = EventKey.of(event.getStudy(), event.getParticipantId());
        var place = history.lock(c, key);
        facts.randomized(c, key, event.getLocalDate());
        var _ = replans.begin(c, place, Optional.of(message.position()));
      }
      case "ParticipantNotRandomized" -> {
        var event = message.as(ParticipantNotRandomized.class);
        var key = EventKey.of(event.getStudy(), event.getParticipantId());
        var place = history.lock(c, key);
        var reason =
            event.getReason() == NotRandomizedReason.LEFT
                ? CancelReason.LEFT
                : CancelReason.NOT_RANDOMIZED;
        var _ = replans.stop(c, place, reason, Optional.of(message.position()));
      }
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }
}
