package org.attune.outcomes.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.CivilTime;
import org.attune.outcomes.domain.Facts;
import org.attune.outcomes.domain.Facts.Enrolled;
import org.attune.outcomes.domain.OutcomesEvent;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.PlannedVisit;
import org.attune.outcomes.domain.Visit;
import org.attune.outcomes.domain.VisitPlan;
import org.attune.outcomes.domain.VisitRules;
import org.attune.outcomes.domain.VisitRules.Step;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;

/** Plans, moves and cancels the visits of one participant, who is locked by the caller. */
public final class VisitHandler {
  /** Due row of a visit: its next step. One per visit that has not ended. */
  public static final String VISIT = "visit";

  /** Due row of a participant whose study has not arrived: plan again. */
  public static final String PLAN = "plan";

  private static final Duration STUDY_LOOK = Duration.ofSeconds(1);

  private final History history;
  private final DueTable due;
  private final StudyBook studies;
  private final VisitStore visits;

  public VisitHandler(History history, DueTable due, StudyBook studies, VisitStore visits) {
    this.history = history;
    this.due = due;
    this.studies = studies;
    this.visits = visits;
  }

  /**
   * Plans what follows from {@code facts} and is not planned yet, or lies elsewhere than it did.
   */
  public Place plan(Connection connection, Place place, Facts facts, Optional<Position> cause)
      throws SQLException {
    if (facts.enrolled().isEmpty() || facts.stopped().isPresent()) return place;
    var enrolled = facts.enrolled().get();
    var study = studies.find(connection, place.key().study());
    if (study.isEmpty() || !study.get().versions().containsKey(enrolled.version())) {
      due.schedule(connection, place.key(), PLAN, "", place.now().plus(STUDY_LOOK));
      return place;
    }
    if (hasEnded(study.get())) return place;
    var protocol = holding(study.get(), enrolled, place.now());
    awaitAmendments(connection, place, study.get(), enrolled, protocol);
    var civil = enrolled.civil(protocol);
    var known = visits.find(connection, place.key());
    var participant = place.key().participantId();
    var withdrawn = VisitPlan.withdraw(protocol, participant, known.values(), place.now());
    var at =
        withdrawn.isEmpty()
            ? place
            : append(connection, place, known, List.of(withdrawn.get()), cause);
    for (var anchor : facts.anchors()) {
      var planned = VisitPlan.decide(protocol, participant, anchor, civil, known, at.now());
      if (planned.isEmpty()) continue;
      at = append(connection, at, known, List.of(planned.get()), cause);
      var ids = planned.get().visits().stream().map(PlannedVisit::visitId).toList();
      schedule(connection, at, known, ids, civil, study.get());
    }
    return at;
  }

  /** Looks again when a version whose form is signed takes effect where the participant is. */
  private void awaitAmendments(
      Connection connection, Place place, Study study, Enrolled enrolled, Protocol holding)
      throws SQLException {
    for (var later : study.versions().tailMap(holding.version() + 1).values()) {
      boolean signed = later.consentForm().version() <= enrolled.signed();
      if (!signed || later.effective().isEmpty()) continue;
      var at = LocalDays.start(later.effective().get(), enrolled.zone());
      due.schedule(connection, place.key(), PLAN, Integer.toString(later.version()), at);
    }
  }

  /** The version of the protocol that holds for a participant. */
  private static Protocol holding(Study study, Enrolled enrolled, Instant now) {
    var today = now.atZone(enrolled.zone()).toLocalDate();
    return study.holding(enrolled.version(), enrolled.signed(), today);
  }

  /** When a participant may be written to, by the version that holds. */
  static CivilTime civil(Study study, Enrolled enrolled, Instant now) {
    return enrolled.civil(holding(study, enrolled, now));
  }

  /** Asks nothing any more. */
  public Place cancel(
      Connection connection, Place place, VisitCancelReason reason, Optional<Position> cause)
      throws SQLException {
    due.cancelAll(connection, place.key(), PLAN);
    var known = visits.find(connection, place.key());
    var cancelled =
        VisitRules.cancel(
            known.values(), place.key().study(), place.key().participantId(), reason, place.now());
    if (cancelled.isEmpty()) return place;
    due.cancelAll(connection, place.key(), VISIT);
    return append(connection, place, known, List.of(cancelled.get()), cause);
  }

  /** Records events and what they change. */
  Place append(
      Connection connection,
      Place place,
      TreeMap<UUID, Visit> known,
      List<? extends OutcomesEvent> events,
      Optional<Position> cause)
      throws SQLException {
    var records = events.stream().map(Record.class::cast).toList();
    var after = history.append(connection, place, records, cause);
    visits.apply(connection, place.key(), known, events);
    return after;
  }

  /** Lets these visits wait for their next step. */
  void schedule(
      Connection connection,
      Place place,
      TreeMap<UUID, Visit> known,
      Collection<UUID> ids,
      CivilTime civil,
      Study study)
      throws SQLException {
    var entries = new ArrayList<DueTable.Entry>();
    for (var id : ids) {
      var visit = known.get(id);
      if (visit == null || visit.state().isTerminal()) continue;
      entries.add(new DueTable.Entry(id.toString(), next(visit, civil, study, place.now())));
    }
    due.schedule(connection, place.key(), VISIT, entries);
  }

  static boolean hasEnded(Study study) {
    return study.status() == StudyStatus.CLOSED || study.status() == StudyStatus.LOCKED;
  }

  static boolean isPaused(Study study) {
    return study.status() == StudyStatus.PAUSED;
  }

  private static Instant next(Visit visit, CivilTime civil, Study study, Instant now) {
    return VisitRules.step(visit, civil, isPaused(study), now) instanceof Step.Wait(var until)
        ? until
        : now;
  }
}
