package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.attune.platform.due.DueHandler;
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
public final class PlanHandler implements DueHandler {
  private static final Optional<Planning> NO_PLANNING = Optional.empty();

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
      var further = further(after, planning.get(), plan, course);
      after = write(c, List.of(further), cause).getFirst();
      begun = true;
    }
    return new Begun(after, disturbing);
  }

  /** A {@code plan} row: one further local day has come in sight. */
  @Override
  public Place handle(Connection c, Place place, DueRow row) throws SQLException {
    return handleAll(c, List.of(new Turn(place, row))).getFirst();
  }

  @Override
  public List<Place> handleAll(Connection c, List<Turn> turns) throws SQLException {
    var running = courses.findAll(c, turns.stream().map(PlanHandler::wanted).toList());
    var known = facts.findAll(c, turns.stream().map(turn -> turn.place().key()).toList());
    var further = new ArrayList<Further>();
    for (var turn : turns) {
      var course = Optional.ofNullable(running.get(wanted(turn))).filter(one -> !one.ended());
      var enrollee = Optional.ofNullable(known.get(turn.place().key()));
      var planning = course.isEmpty() ? NO_PLANNING : planning(c, turn.place(), enrollee);
      var plan = planning.flatMap(p -> p.protocol().ema(turn.row().key()));
      if (course.isEmpty() || planning.isEmpty() || plan.isEmpty()) continue;
      further.add(further(turn.place(), planning.get(), plan.get(), course.get()));
    }
    var places = new HashMap<EventKey, Place>();
    for (var place : write(c, further, Optional.empty())) places.put(place.key(), place);
    return turns.stream()
        .map(turn -> places.getOrDefault(turn.place().key(), turn.place()))
        .toList();
  }

  private static CourseStore.Wanted wanted(Turn turn) {
    return new CourseStore.Wanted(turn.place().key(), turn.row().key());
  }

  /** What planning needs; empty, and asked again in a second, while the protocol is not known. */
  Optional<Planning> planning(Connection c, Place place) throws SQLException {
    return planning(c, place, facts.find(c, place.key()));
  }

  private Optional<Planning> planning(Connection c, Place place, Optional<Enrollee> enrollee)
      throws SQLException {
    var key = place.key();
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

  /**
   * A schedule of one participant with the days that have come in sight.
   *
   * @param course as it is with them
   */
  private record Further(
      Place place, Planning planning, Course course, List<PromptsPlanned> events) {}

  private static Further further(Place place, Planning planning, EmaPlan plan, Course course) {
    var planner = planning.planner();
    var through = earlier(planner.horizon(), course.last());
    var events = new ArrayList<PromptsPlanned>();
    for (var date = course.plannedThrough().plusDays(1);
        !date.isAfter(through);
        date = date.plusDays(1)) {
      planner.day(plan, date).ifPresent(events::add);
    }
    var extended = course.plannedThrough().isBefore(through) ? course.through(through) : course;
    return new Further(place, planning, extended, events);
  }

  /**
   * Writes them, each of another participant.
   *
   * @return the places after what was appended, in order
   */
  private List<Place> write(Connection c, List<Further> all, Optional<Position> cause)
      throws SQLException {
    var owned = new ArrayList<CourseStore.Owned>();
    var planned = new ArrayList<SlotStore.Planned>();
    var appending = new ArrayList<History.Appending>();
    for (var one : all) {
      var key = one.place().key();
      boolean tellsArm = one.course().tellsArm();
      owned.add(new CourseStore.Owned(key, one.course()));
      for (var event : one.events()) {
        planned.add(new SlotStore.Planned(key, event, one.planning().protocol(), tellsArm));
      }
      var events = Restricted.all(EmaEvent.records(one.events()), tellsArm);
      if (!events.isEmpty()) appending.add(new History.Appending(one.place(), events, cause));
    }
    courses.saveAll(c, owned);
    record(c, planned);
    var after = new HashMap<EventKey, Place>();
    for (var place : history.appendAll(c, appending)) after.put(place.key(), place);
    waitAll(c, all);
    return all.stream().map(one -> after.getOrDefault(one.place().key(), one.place())).toList();
  }

  /** Writes plans and waits for each of their slots. */
  void record(Connection c, List<SlotStore.Planned> plans) throws SQLException {
    slots.planAll(c, plans);
    var waits = new ArrayList<DueTable.OwnedEntry>();
    for (var planned : plans) {
      for (var slot : planned.plan().slots()) {
        var id = slot.slotId().toString();
        waits.add(new DueTable.OwnedEntry(planned.key(), id, slot.scheduledAt()));
      }
    }
    due.scheduleAll(c, DueKinds.SLOT, waits);
  }

  /** Waits for the next day in sight, or for the schedule's end. */
  void wait(Connection c, Place place, Planning planning, Course course) throws SQLException {
    waitAll(c, List.of(new Further(place, planning, course, List.of())));
  }

  private void waitAll(Connection c, List<Further> all) throws SQLException {
    var days = new ArrayList<DueTable.OwnedEntry>();
    var ends = new ArrayList<DueTable.OwnedEntry>();
    for (var one : all) {
      var key = one.place().key();
      var course = one.course();
      if (course.isFullyPlanned()) {
        var last = lastWindow(c, key, one.planning().enrollee(), course);
        ends.add(new DueTable.OwnedEntry(key, course.schedule(), last));
      } else {
        var next = one.planning().planner().comesInSight(course.plannedThrough().plusDays(1));
        days.add(new DueTable.OwnedEntry(key, course.schedule(), next));
      }
    }
    due.cancel(c, DueKinds.PLAN, ends.stream().map(PlanHandler::owned).toList());
    due.scheduleAll(c, DueKinds.SLOT_LAST, ends);
    due.cancel(c, DueKinds.SLOT_LAST, days.stream().map(PlanHandler::owned).toList());
    due.scheduleAll(c, DueKinds.PLAN, days);
  }

  private static DueTable.OwnedKey owned(DueTable.OwnedEntry entry) {
    return new DueTable.OwnedKey(entry.owner(), entry.key());
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
