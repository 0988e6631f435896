package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.OutcomesEvent.VisitMissed;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.domain.VisitRules;
import org.attune.outcomes.domain.VisitRules.Step;
import org.attune.outcomes.store.AnswerStore;
import org.attune.outcomes.store.FactStore;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueHandler;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.Place;
import org.attune.platform.study.StudyBook;

/**
 * Does the next step of a visit when its time has come. A message leaves after the commit; the
 * visit's own row, put off, stands behind it and sends again until the outcome is recorded or the
 * window closes.
 */
public final class VisitDue implements DueHandler {
  private static final Duration AGAIN_MIN = Duration.ofMinutes(1);

  /** Doublings of {@link #AGAIN_MIN}: at most about a day between two attempts. */
  private static final int DOUBLINGS_MAX = 10;

  private final StudyBook studies;
  private final FactStore facts;
  private final VisitStore visits;
  private final AnswerStore answers;
  private final VisitHandler handler;
  private final VisitDelivery delivery;
  private final DueTable due;

  public VisitDue(
      StudyBook studies,
      FactStore facts,
      VisitStore visits,
      AnswerStore answers,
      VisitHandler handler,
      VisitDelivery delivery,
      DueTable due) {
    this.studies = studies;
    this.facts = facts;
    this.visits = visits;
    this.answers = answers;
    this.handler = handler;
    this.delivery = delivery;
    this.due = due;
  }

  @Override
  public Place handle(Connection connection, Place place, DueRow row) throws SQLException {
    var known = visits.find(connection, place.key());
    var id = UUID.fromString(row.key());
    var study = studies.find(connection, place.key().study()).orElseThrow();
    if (VisitHandler.hasEnded(study)) {
      return handler.cancel(connection, place, VisitCancelReason.STUDY_CLOSED, Optional.empty());
    }
    var enrolled = facts.find(connection, place.key()).enrolled().orElseThrow();
    var civil = VisitHandler.civil(study, enrolled, place.now());
    boolean paused = VisitHandler.isPaused(study) || enrolled.isPaused(place.now());
    var at = place;
    while (true) {
      var visit = visit(known, id);
      var step = VisitRules.step(visit, civil, paused, at.now());
      switch (step) {
        case Step.Call _ -> at = call(connection, at, known, visit);
        case Step.Miss _ -> at = miss(connection, at, known, visit);
        case Step.Invite _ -> {
          putOff(connection, at, visit);
          var key = at.key();
          Database.afterCommit(() -> delivery.invite(key, id, visit.closesAt()));
          return at;
        }
        case Step.Remind(int reminder) -> {
          putOff(connection, at, visit);
          var key = at.key();
          Database.afterCommit(() -> delivery.remind(key, id, visit.closesAt(), reminder));
          return at;
        }
        case Step.Wait(var until) -> {
          due.schedule(connection, at.key(), VisitHandler.VISIT, row.key(), until);
          return at;
        }
        case Step.Nothing _ -> {
          return at;
        }
      }
    }
  }

  private Place call(Connection connection, Place place, TreeMap<UUID, Visit> known, Visit visit)
      throws SQLException {
    var event =
        new CallRequested(
            place.key().study(),
            place.key().participantId(),
            visit.id(),
            visit.assessment(),
            place.now());
    return handler.append(connection, place, known, List.of(event), Optional.empty());
  }

  private Place miss(Connection connection, Place place, TreeMap<UUID, Visit> known, Visit visit)
      throws SQLException {
    var event =
        new VisitMissed(
            place.key().study(),
            place.key().participantId(),
            visit.id(),
            visit.assessment(),
            answers.count(connection, place.key(), visit.id()),
            place.now());
    return handler.append(connection, place, known, List.of(event), Optional.empty());
  }

  private void putOff(Connection connection, Place place, Visit visit) throws SQLException {
    int attempt = visits.attempt(connection, place.key(), visit.id());
    var again = place.now().plus(wait(attempt));
    var until = again.isBefore(visit.closesAt()) ? again : visit.closesAt();
    schedule(connection, place.key(), visit, until);
  }

  private void schedule(Connection connection, EventKey key, Visit visit, Instant at)
      throws SQLException {
    due.schedule(connection, key, VisitHandler.VISIT, visit.id().toString(), at);
  }

  private static Duration wait(int attempt) {
    return AGAIN_MIN.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS_MAX));
  }

  private static Visit visit(TreeMap<UUID, Visit> known, UUID id) {
    var visit = known.get(id);
    if (visit == null) throw new IllegalStateException("a due row of a visit that is not planned");
    return visit;
  }
}
