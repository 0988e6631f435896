package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.DeliveryOutcome;
import org.attune.outcomes.domain.PassedOver;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.domain.VisitRules;
import org.attune.outcomes.domain.VisitRules.Delivered;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.DeliveryCalls;
import org.attune.platform.study.StudyBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends invitations and reminders by enrollment's delivery endpoint, which alone knows the address,
 * and records what became of them. The endpoint takes each (visit, occasion) once, so sending again
 * is harmless. Without an answer, or where no channel could take it for now, nothing is recorded:
 * the visit's due row sends again.
 */
public final class VisitDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(VisitDelivery.class);

  private final Database database;
  private final History history;
  private final DeliveryCalls calls;
  private final StudyBook studies;
  private final FactStore facts;
  private final VisitStore visits;
  private final VisitHandler handler;

  public VisitDelivery(
      Database database,
      History history,
      DeliveryCalls calls,
      StudyBook studies,
      FactStore facts,
      VisitStore visits,
      VisitHandler handler) {
    this.database = database;
    this.history = history;
    this.calls = calls;
    this.studies = studies;
    this.facts = facts;
    this.visits = visits;
    this.handler = handler;
  }

  /** What became of a message, as an event about the visit; empty if nothing is to be recorded. */
  @FunctionalInterface
  private interface Outcome {
    Optional<? extends OutcomesEvent> of(Visit visit, Delivered delivered, Instant now);
  }

  void invite(EventKey key, UUID visit, Instant closesAt) {
    send(
        key,
        visit,
        closesAt,
        "invitation",
        (known, delivered, now) ->
            VisitRules.invited(known, key.study(), key.participantId(), delivered, now));
  }

  void remind(EventKey key, UUID visit, Instant closesAt, int reminder) {
    send(
        key,
        visit,
        closesAt,
        "reminder-" + reminder,
        (known, delivered, now) ->
            VisitRules.reminded(known, key.study(), key.participantId(), reminder, delivered, now));
  }

  private void send(EventKey key, UUID visit, Instant closesAt, String occasion, Outcome outcome) {
    var message =
        new DeliveryCalls.Message(
            key, visit.toString(), occasion, "assessment", "/app/visits/" + visit, closesAt);
    calls
        .deliver(List.of(message))
        .getFirst()
        .flatMap(VisitDelivery::delivered)
        .filter(delivered -> delivered.outcome() != DeliveryOutcome.FAILED)
        .ifPresent(
            delivered ->
                database.transact(
                    connection -> record(connection, key, visit, delivered, outcome)));
  }

  private void record(
      Connection connection, EventKey key, UUID id, Delivered delivered, Outcome outcome)
      throws SQLException {
    var place = history.lock(connection, key);
    var known = visits.find(connection, key);
    var visit = known.get(id);
    if (visit == null) throw new IllegalStateException("a message about no visit");
    var event = outcome.of(visit, delivered, place.now());
    if (event.isEmpty()) return;
    var study = studies.find(connection, key.study()).orElseThrow();
    var enrolled = facts.find(connection, key).enrolled().orElseThrow();
    var after = handler.append(connection, place, known, List.of(event.get()), Optional.empty());
    var civil = VisitHandler.civil(study, enrolled, after.now());
    handler.schedule(connection, after, known, List.of(id), civil, study);
  }

  private static PassedOver passedOver(DeliveryCalls.PassedOver before) {
    return new PassedOver(before.channel(), before.verdict(), before.cause(), before.at());
  }

  private static Optional<Delivered> delivered(DeliveryCalls.Delivered answer) {
    for (var outcome : DeliveryOutcome.values()) {
      if (outcome.name().equals(answer.outcome())) {
        return Optional.of(
            new Delivered(
                answer.channel(),
                outcome,
                answer.at(),
                answer.passedOver().stream().map(VisitDelivery::passedOver).toList()));
      }
    }
    LOG.warn("a delivery was answered with an unknown outcome and is sent again");
    return Optional.empty();
  }
}
