package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventRecorded;
import org.attune.outcomes.domain.OutcomesEvent.AdverseEventReviewed;
import org.attune.outcomes.domain.OutcomesEvent.CallRequested;
import org.attune.outcomes.domain.OutcomesEvent.DeviationRecorded;
import org.attune.outcomes.domain.OutcomesEvent.DeviationReviewed;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentAnswered;
import org.attune.outcomes.domain.OutcomesEvent.InstrumentKept;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertAcknowledged;
import org.attune.outcomes.domain.OutcomesEvent.SafetyAlertRaised;
import org.attune.outcomes.domain.OutcomesEvent.SafetyStaffTold;
import org.attune.outcomes.domain.OutcomesEvent.VisitCompleted;
import org.attune.outcomes.domain.OutcomesEvent.VisitMissed;
import org.attune.outcomes.domain.OutcomesEvent.VisitOpened;
import org.attune.outcomes.domain.OutcomesEvent.VisitReminded;
import org.attune.outcomes.domain.OutcomesEvent.VisitReported;
import org.attune.outcomes.domain.OutcomesEvent.VisitsCancelled;
import org.attune.outcomes.domain.OutcomesEvent.VisitsPlanned;
import org.jspecify.annotations.Nullable;

/**
 * One assessment of one participant.
 *
 * <pre>
 *   Planned --VisitsPlanned--&gt; Planned --VisitOpened--&gt; Open --VisitCompleted--&gt; Completed
 *        \------------------------------------------------/ \----VisitMissed-----&gt; Missed
 *         (answering and missing need no invitation)         \--VisitsCancelled--&gt; Cancelled
 * </pre>
 *
 * @param version protocol version of the plan
 * @param reminded number of the last reminder sent or passed over; 0 before the first
 * @param called the site was asked to call
 */
public record Visit(
    UUID id,
    String assessment,
    int version,
    String zone,
    Instant opensAt,
    Instant closesAt,
    List<Instant> reminders,
    Optional<Instant> callAt,
    boolean required,
    State state,
    int reminded,
    boolean called) {
  /** Where a visit stands. */
  public enum State {
    /** Nobody was invited yet; may be answered as soon as its window opens. */
    PLANNED,
    /** The participant was invited. */
    OPEN,
    /** Terminal: everything was answered. */
    COMPLETED,
    /** Terminal: the window closed first. */
    MISSED,
    /** Terminal: it is not asked any more. */
    CANCELLED;

    public boolean isTerminal() {
      return this != PLANNED && this != OPEN;
    }
  }

  /** A visit as planned. */
  public static Visit of(PlannedVisit plan, int version, String zone) {
    return new Visit(
        plan.visitId(),
        plan.assessment(),
        version,
        zone,
        plan.opensAt(),
        plan.closesAt(),
        plan.reminders(),
        plan.callAt(),
        plan.required(),
        State.PLANNED,
        0,
        false);
  }

  /** First local day of its window. */
  public LocalDate firstDay() {
    return LocalDate.ofInstant(opensAt, ZoneId.of(zone));
  }

  /** Whether {@code moment} is within its window. */
  public boolean windowHolds(Instant moment) {
    return !moment.isBefore(opensAt) && moment.isBefore(closesAt);
  }

  /**
   * All visits after one more event.
   *
   * @param visits by id; changed
   * @throws IllegalStateException if the diagram above has no such arrow: the history is corrupt
   */
  public static void next(TreeMap<UUID, Visit> visits, OutcomesEvent event) {
    switch (event) {
      case VisitsPlanned e -> {
        for (var plan : e.visits()) {
          var before = visits.get(plan.visitId());
          if (before != null && before.state != State.PLANNED) throw noArrow(before, event);
          visits.put(plan.visitId(), of(plan, e.protocolVersion(), e.zone()));
        }
      }
      case VisitOpened e -> {
        var visit = active(visits, e.visitId(), event);
        visits.put(visit.id, visit.with(State.OPEN, visit.remindersBy(e.at()), visit.called));
      }
      case VisitReminded e -> {
        var visit = active(visits, e.visitId(), event);
        visits.put(visit.id, visit.with(visit.state, e.reminder(), visit.called));
      }
      case VisitReported _, InstrumentKept _ -> {} // evidence alone
      case CallRequested e -> {
        var visit = active(visits, e.visitId(), event);
        visits.put(visit.id, visit.with(visit.state, visit.reminded, true));
      }
      case InstrumentAnswered e -> active(visits, e.visitId(), event);
      case VisitCompleted e -> end(visits, List.of(e.visitId()), State.COMPLETED, event);
      case VisitMissed e -> end(visits, List.of(e.visitId()), State.MISSED, event);
      case VisitsCancelled e -> end(visits, e.visitIds(), State.CANCELLED, event);
      case SafetyAlertRaised _, SafetyStaffTold _, SafetyAlertAcknowledged _ -> {} // of no visit
      case AdverseEventRecorded _,
          AdverseEventReviewed _,
          DeviationRecorded _,
          DeviationReviewed _ -> {} // nor these
    }
  }

  /** How many reminders of the plan lie at or before {@code now}. */
  public int remindersBy(Instant now) {
    return (int) reminders.stream().filter(at -> !at.isAfter(now)).count();
  }

  private static void end(
      TreeMap<UUID, Visit> visits, Collection<UUID> ids, State state, OutcomesEvent event) {
    for (var id : ids) {
      var visit = active(visits, id, event);
      visits.put(id, visit.with(state, visit.reminded, visit.called));
    }
  }

  private static Visit active(TreeMap<UUID, Visit> visits, UUID id, OutcomesEvent event) {
    var visit = visits.get(id);
    if (visit == null || visit.state.isTerminal()) throw noArrow(visit, event);
    return visit;
  }

  private static IllegalStateException noArrow(@Nullable Visit visit, OutcomesEvent event) {
    var from = visit == null ? "nothing" : visit.state.name();
    return new IllegalStateException(
        "no arrow from " + from + " by " + event.getClass().getSimpleName());
  }

  private Visit with(State next, int reminder, boolean call) {
    return new Visit(
        id,
        assessment,
        version,
        zone,
        opensAt,
        closesAt,
        reminders,
        callAt,
        required,
        next,
        reminder,
        call);
  }
}
