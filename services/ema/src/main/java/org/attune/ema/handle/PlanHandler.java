package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.EmaEvent.ScheduleEnded;
import org.attune.ema.plan.Course;
import org.attune.ema.plan.Enrollee;
import org.attune.ema.plan.Planner;
import org.attune.ema.store.CourseStore;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.MilestoneStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SecretStore;
import org.attune.ema.store.SlotStore;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;

/**
 * Plans a participant's schedules as soon as their anchors are known, and one further day each day.
 * All methods work within the transaction that holds {@code place}; each may be repeated.
 */
public final class PlanHandler {
  /** How long to wait for a protocol that has not arrived. */
  private static final Duration PROTOCOL_RETRY = Duration.ofSeconds(1);

  private final History history;
  private final DueTable due;
  private final FactStore facts;
  private final MilestoneStore milestones;
  private final CourseStore courses;
  private final SlotStore slots;
  private final SecretStore secrets;
  private final Published published;

  public PlanHandler(
      History history,
      DueTable due,
      FactStore facts,
      MilestoneStore milestones,
      CourseStore courses,
      SlotStore slots,
      SecretStore secrets,
      Published published) {
    this.history = history;
    this.due = due;
    this.facts = facts;
    this.milestones = milestones;
    this.courses = courses;
    this.slots = slots;
    this.secrets = secrets;
    this.published = published;
  }

  /**
   * What planning one participant needs.
   *
   * @param protocol as participants of that arm go by it
   */
  record Planning(Enrollee enrollee, Protocol protocol, Planner planner) {}

  /**
   * What beginning came to.
   *
   * @param disturbing true if a schedule has begun to which another, running one gives way
   */
  record Begun(Place place, boolean disturbing) {}

  /** Begins every schedule whose anchor is known and that has not begun. */
  Begun begin(Connection c, Place place, Optional<Position> cause) throws SQLException {
    var planning = planning(c, place);
    if (planning.isEmpty()) return new Begun(place, false);
    var running = courses.all(c, place.key()).stream().map(Course::schedule).toList();
    var after = place;
    boolean disturbing = false;
    boolean begun = false;
    for (var plan : planning.get().protocol().ema()) {
      disturbing |= begun && running.contains(plan.id()) && !plan.distance().isZero();
      var anchor = planning.get().planner().anchor(plan);
      if (anchor.isEmpty() || running.contains(plan.id())) continue;
      var course = planning.get().planner().begin(plan, anchor.get());
      after = extend(c, after, planning.get(), plan, course, cause);
      begun = true;
    }
    return new Begun(after, disturbing);
  }

  /** A {@code plan} row: one further local day has come in sight. */
  public Place extend(Connection c, Place place, DueRow row) throws SQLException {
    var course = courses.find(c, place.key(), row.key());
    var planning = planning(c, place);
    if (course.isEmpty() || course.get().ended() || planning.isEmpty()) return place;
    var plan = planning.get().protocol().ema(row.key());
    if (plan.isEmpty()) return place;
    return extend(c, place, planning.get(), plan.get(), course.get(), Optional.empty());
  }

  /** What planning needs; empty, and asked again in a second, while the protocol is not known. */
  Optional<Planning> planning(Connection c, Place place) throws SQLException {
    var key = place.key();
    var enrollee = facts.find(c, key);
    if (enrollee.isEmpty() || !enrollee.get().isEnrolled() || enrollee.get().over().isPresent()) {
      return Optional.empty();
    }
    var protocol =
        published
            .find(c, key.study(), enrollee.get().protocolVersion())
            .map(known -> known.inArm(enrollee.get().arm()));
    if (protocol.isEmpty()) {
      due.schedule(c, key, DueKinds.BEGIN, "", place.now().plus(PROTOCOL_RETRY));
      return Optional.empty();
    }
    var secret = secrets.of(c, key.study());
    var planner =
        new Planner(
            key.participantId(),
            enrollee.get(),
            anchors(c, key, enrollee.get(), protocol.get()),
            protocol.get(),
            secret,
            place.now());
    return Optional.of(new Planning(enrollee.get(), protocol.get(), planner));
  }

  private Map<String, LocalDate> anchors(
      Connection c, EventKey key, Enrollee enrollee, Protocol protocol) throws SQLException {
    var anchors = enrollee.anchors();
    boolean milestonesAwaited =
        protocol.ema().stream().anyMatch(plan -> !Enrollee.ANCHORS.contains(plan.from().after()));
    if (milestonesAwaited) anchors.putAll(milestones.all(c, key));
    return anchors;
  }

  private Place extend(
      Connection c,
      Place place,
      Planning planning,
      EmaPlan plan,
      Course course,
      Optional<Position> cause)
      throws SQLException {
    var planner = planning.planner();
    var through = earlier(planner.horizon(), course.last());
    var events = new ArrayList<PromptsPlanned>();
    for (var date = course.plannedThrough().plusDays(1);
        !date.isAfter(through);
        date = date.plusDays(1)) {
      planner.day(plan, date).ifPresent(events::add);
    }
    var extended = course.plannedThrough().isBefore(through) ? course.through(through) : course;
    courses.save(c, place.key(), extended);
    record(c, place.key(), events, planning.protocol(), course.tellsArm());
    var planned = Restricted.all(EmaEvent.records(events), course.tellsArm());
    var after = history.append(c, place, planned, cause);
    wait(c, place.key(), planner, planning.enrollee(), extended);
    return after;
  }

  /** Writes plans and waits for each of their slots. */
  void record(
      Connection c, EventKey key, List<PromptsPlanned> events, Protocol protocol, boolean tellsArm)
      throws SQLException {
    var waits = new ArrayList<DueTable.Entry>();
    for (var event : events) {
      slots.plan(c, key, event, protocol, tellsArm);
      for (var slot : event.slots()) {
        waits.add(new DueTable.Entry(slot.slotId().toString(), slot.scheduledAt()));
      }
    }
    due.schedule(c, key, DueKinds.SLOT, waits);
  }

  /** Waits for the next day in sight, or for the schedule's end. */
  void wait(Connection c, EventKey key, Planner planner, Enrollee enrollee, Course course)
      throws SQLException {
    if (course.isFullyPlanned()) {
      due.cancel(c, key, DueKinds.PLAN, List.of(course.schedule()));
      due.schedule(
          c, key, DueKinds.SLOT_LAST, course.schedule(), lastWindow(c, key, enrollee, course));
    } else {
      due.cancel(c, key, DueKinds.SLOT_LAST, List.of(course.schedule()));
      var next = planner.comesInSight(course.plannedThrough().plusDays(1));
      due.schedule(c, key, DueKinds.PLAN, course.schedule(), next);
    }
  }

  /**
   * A schedule of which nothing could be planned, or that the participant starts, ends with its
   * last day.
   */
  private Instant lastWindow(Connection c, EventKey key, Enrollee enrollee, Course course)
      throws SQLException {
    var dayEnds = LocalDays.end(course.last(), enrollee.zone());
    var closes = slots.lastWindow(c, key, course.schedule());
    if (closes.isEmpty()) return dayEnds;
    boolean isStarted =
        published
            .find(c, key.study(), enrollee.protocolVersion())
            .flatMap(protocol -> protocol.ema(course.schedule()))
            .filter(plan -> plan.times() instanceof EmaPlan.Started)
            .isPresent();
    return isStarted && dayEnds.isAfter(closes.get()) ? dayEnds : closes.get();
  }

  /**
   * Waits for the end of every schedule that has begun, though nothing of it is asked any more: it
   * ends when it would have ended.
   */
  public void awaitEnds(Connection c, Place place) throws SQLException {
    var key = place.key();
    var enrollee = facts.find(c, key);
    if (enrollee.isEmpty()) return;
    for (var course : courses.all(c, key)) {
      if (course.ended()) continue;
      var end =
          course.isFullyPlanned()
              ? lastWindow(c, key, enrollee.get(), course)
              : LocalDays.end(course.last(), enrollee.get().zone());
      due.schedule(c, key, DueKinds.SLOT_LAST, course.schedule(), end);
    }
  }

  /** A {@code slot-last} row: the schedule ends, unless its last window was moved meanwhile. */
  Place end(Connection c, Place place, DueRow row) throws SQLException {
    var key = place.key();
    var course = courses.find(c, key, row.key());
    var enrollee = facts.find(c, key);
    if (course.isEmpty() || course.get().ended() || enrollee.isEmpty()) return place;
    var last = lastWindow(c, key, enrollee.get(), course.get());
    if (last.isAfter(place.now())) {
      due.schedule(c, key, DueKinds.SLOT_LAST, row.key(), last);
      return place;
    }
    courses.save(c, key, course.get().end());
    var ended = new ScheduleEnded(key.study(), key.participantId(), row.key(), place.now());
    return history.append(c, place, Restricted.all(List.of(ended), course.get().tellsArm()));
  }

  static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
