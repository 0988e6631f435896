package org.attune.outcomes.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.v1.SafetyRuleMet;
import org.attune.outcomes.domain.AlertRules.Concern;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.MetRule;
import org.attune.outcomes.handle.AlertHandler;
import org.attune.outcomes.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/** Raises alerts of answers to prompts, which the service that asked has looked at. */
public final class MomentaryEvents implements MessageHandler {
  public static final String TOPIC = "ema.v1";

  private final History history;
  private final FactStore facts;
  private final AlertHandler alerts;

  public MomentaryEvents(History history, FactStore facts, AlertHandler alerts) {
    this.history = history;
    this.facts = facts;
    this.alerts = alerts;
  }

  @Override
  public Set<String> types() {
    return Set.of("SafetyRuleMet");
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    var met = message.as(SafetyRuleMet.class);
    var place = history.lock(connection, message.key());
    var rule =
        new MetRule(
            met.getRule(),
            met.getSeverity(),
            List.copyOf(met.getRoles()),
            Duration.ofSeconds(met.getAcknowledgeWithinSeconds()));
    alerts.raise(
        connection,
        place,
        List.of(rule),
        concern(met, site(connection, place, met), place),
        Optional.of(message.position()));
  }

  private static Concern concern(SafetyRuleMet met, String site, Place place) {
    return new Concern(
        met.getStudy(),
        met.getParticipantId(),
        site,
        met.getQuestionnaire(),
        met.getAnswerId(),
        Optional.of(met.getSlotId()),
        Optional.of(met.getAt()),
        place.now());
  }

  /** Enrollment's own word, unless this service has not heard it and the other has. */
  private String site(Connection connection, Place place, SafetyRuleMet met) throws SQLException {
    return facts
        .find(connection, place.key())
        .enrolled()
        .map(Facts.Enrolled::site)
        .filter(known -> !known.isEmpty())
        .orElse(met.getSite());
  }
}
