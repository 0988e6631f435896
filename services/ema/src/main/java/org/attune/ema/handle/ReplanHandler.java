package org.attune.ema.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.PromptsCancelled;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.Slot;
import org.attune.ema.handle.PlanHandler.Planning;
import org.attune.ema.plan.Course;
import org.attune.ema.plan.Enrollee;
import org.attune.ema.store.CourseStore;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.MilestoneStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotStore;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;

/**
 * Plans anew what was not sent when the zone, the hours or the protocol change, and stops planning
 * when nothing is asked any more. All methods work within the transaction that holds {@code place};
 * each may be repeated.
 */
public final class ReplanHandler {
  private final PlanHandler plans;
  private final History history;
  private final DueTable due;
  private final FactStore facts;
  private final MilestoneStore milestones;
  private final CourseStore courses;
  private final SlotStore slots;
  private final Published published;

  public ReplanHandler(
      PlanHandler plans,
      History history,
      DueTable due,
      FactStore facts,
      MilestoneStore milestones,
      CourseStore courses,
      SlotStore slots,
      Published published) {
    this.plans = plans;
    this.history = history;
    this.due = due;
    this.facts = facts;
    this.milestones = milestones;
    this.courses = courses;
    this.slots = slots;
    this.published = published;
  }

  /**
   * Begins every schedule whose anchor is known and that has not begun, and plans anew what was not
   * sent of the schedules that give way to it.
   */
  public Place begin(Connection c, Place place, Optional<Position> cause) throws SQLException {
    var begun = plans.begin(c, place, cause);
    return begun.disturbing() ? replan(c, begun.place(), cause) : begun.place();
  }

  /** Something happened from which schedules may count, on the day that it is for them. */
  public Place reached(
      Connection c, Place place, String milestone, Instant at, Optional<Position> cause)
      throws SQLException {
    milestones.reached(c, place.key(), milestone, at);
    return begin(c, place, milestone, cause);
  }

  /**
   * Something happened from which schedules may count.
   *
   * @param at when that was recorded
   * @param date on which it happened, wherever that was
   */
  public Place reached(
      Connection c,
      Place place,
      String milestone,
      Instant at,
      LocalDate date,
      Optional<Position> cause)
      throws SQLException {
    milestones.reached(c, place.key(), milestone, at, date);
    return begin(c, place, milestone, cause);
  }

  private Place begin(Connection c, Place place, String milestone, Optional<Position> cause)
      throws SQLException {
    var key = place.key();
    var enrollee = facts.find(c, key);
    if (enrollee.isEmpty() || !enrollee.get().isEnrolled()) return place; // settled by enrolling
    milestones.settle(c, key, enrollee.get().zone());
    var protocol = published.find(c, key.study(), enrollee.get().protocolVersion());
    boolean awaited = protocol.isEmpty() || protocol.get().awaits(milestone);
    return awaited ? begin(c, place, cause) : place;
  }

  /** A {@code slot-last} row: a schedule ends, from which others may count. */
  public Place end(Connection c, Place place, DueRow row) throws SQLException {
    var after = plans.end(c, place, row);
    var course = courses.find(c, place.key(), row.key());
    if (course.isEmpty() || !course.get().ended()) return after;
    return reached(c, after, Anchor.ended(row.key()), place.now(), Optional.empty());
  }

  /** The zone or the hours changed: plans anew what was not sent. */
  public Place replan(Connection c, Place place, Optional<Position> cause) throws SQLException {
    var planning = plans.planning(c, place);
    if (planning.isEmpty()) return place;
    var yesterday = planning.get().planner().today().minusDays(1); // it may begin again elsewhere
    return replan(c, place, planning.get(), yesterday, cause);
  }

  /**
   * An {@code amend} row: a newer version takes effect, if it is that day where they are and its
   * consent form was signed.
   */
  public Place amend(Connection c, Place place, DueRow row) throws SQLException {
    var key = place.key();
    int version = Integer.parseInt(row.key());
    var enrollee = facts.find(c, key);
    var next = published.find(c, key.study(), version);
    if (enrollee.isEmpty() || next.isEmpty()) return place;
    if (enrollee.get().over().isPresent() || enrollee.get().protocolVersion() >= version) {
      return place;
    }
    boolean unsigned = next.get().consentForm().version() > enrollee.get().consentVersion();
    if (unsigned) return place; // comes back with the signature
    var effective = effective(next.get(), enrollee.get());
    if (effective.isAfter(place.now())) {
      due.schedule(c, key, DueKinds.AMEND, row.key(), effective);
      return place;
    }
    facts.pin(c, key, version);
    var planning = plans.planning(c, place);
    if (planning.isEmpty()) return place;
    var from = next.get().effective().orElse(planning.get().planner().today());
    var replanned = replan(c, place, planning.get(), from, Optional.empty());
    return begin(c, replanned, Optional.empty());
  }

  /** Waits for each version newer than the one the participant is pinned to. */
  public void awaitAmendments(Connection c, Place place, Iterable<Protocol> versions)
      throws SQLException {
    var enrollee = facts.find(c, place.key());
    if (enrollee.isEmpty() || !enrollee.get().isEnrolled()) return;
    for (var protocol : versions) {
      if (protocol.version() <= enrollee.get().protocolVersion()) continue;
      var at = effective(protocol, enrollee.get());
      var key = Integer.toString(protocol.version());
      due.schedule(c, place.key(), DueKinds.AMEND, key, at);
    }
  }

  private static Instant effective(Protocol protocol, Enrollee enrollee) {
    return protocol
        .effective()
        .map(date -> LocalDays.start(date, enrollee.zone()))
        .orElse(Instant.EPOCH);
  }

  private Place replan(
      Connection c, Place place, Planning planning, LocalDate from, Optional<Position> cause)
      throws SQLException {
    var key = place.key();
    var ofEverybody = new Changes(false);
    var ofSomeArms = new Changes(true);
    var changed = new ArrayList<Course>();
    var elsewhere = new ArrayList<Slot>();
    for (var course : inOrder(courses.all(c, key), planning.protocol())) {
      var existing = slots.from(c, key, course.schedule(), from);
      if (!course.ended()) {
        var changes = course.tellsArm() ? ofSomeArms : ofEverybody;
        changed.add(replan(planning, course, existing, elsewhere, from, changes));
      }
      elsewhere.addAll(existing);
    }
    var events = new ArrayList<Record>();
    for (var changes : List.of(ofEverybody, ofSomeArms)) {
      plans.record(c, changes.planned(key, planning.protocol()));
      if (!changes.dropped().isEmpty()) {
        slots.cancel(c, key, changes.dropped(), CancelReason.REPLANNED);
      }
      events.addAll(changes.events(place));
    }
    var after = history.append(c, place, events, cause);
    for (var course : changed) {
      courses.save(c, key, course);
      plans.wait(c, after, planning, course);
    }
    return after;
  }

  /**
   * What becomes of schedules that all tell the arm, or of those that do not.
   *
   * @param dropped slots that are not planned any more
   */
  private record Changes(boolean tellsArm, List<PromptsPlanned> planned, List<UUID> dropped) {
    Changes(boolean tellsArm) {
      this(tellsArm, new ArrayList<>(), new ArrayList<>());
    }

    List<SlotStore.Planned> planned(EventKey key, Protocol protocol) {
      return planned.stream()
          .map(plan -> new SlotStore.Planned(key, plan, protocol, tellsArm))
          .toList();
    }

    List<Record> events(Place place) {
      var events = new ArrayList<EmaEvent>(planned);
      var key = place.key();
      if (!dropped.isEmpty()) {
        events.add(
            new PromptsCancelled(
                key.study(), key.participantId(), dropped, CancelReason.REPLANNED, place.now()));
      }
      return Restricted.all(EmaEvent.records(events), tellsArm);
    }
  }

  /** As the protocol declares them, those first that it does not know any more. */
  private static List<Course> inOrder(List<Course> courses, Protocol protocol) {
    var declared = protocol.ema().stream().map(EmaPlan::id).toList();
    return courses.stream()
        .sorted(Comparator.comparingInt(course -> declared.indexOf(course.schedule())))
        .toList();
  }

  /**
   * Adds to {@code changes} what becomes of one schedule.
   *
   * @param existing its slots from {@code from} on
   * @param elsewhere those of the schedules before it
   */
  private static Course replan(
      Planning planning,
      Course course,
      List<Slot> existing,
      List<Slot> elsewhere,
      LocalDate from,
      Changes changes) {
    var plan = planning.protocol().ema(course.schedule());
    var planner = planning.planner();
    var byDate = new LinkedHashMap<LocalDate, LinkedHashMap<UUID, Slot>>();
    for (var slot : existing) {
      byDate.computeIfAbsent(slot.localDate(), _ -> new LinkedHashMap<>()).put(slot.slotId(), slot);
    }
    var after =
        course.until(
            plan.map(p -> p.lastDay(course.anchor()))
                .orElse(PlanHandler.earlier(course.last(), from.minusDays(1))));
    var first = plan.map(p -> later(p.firstDay(course.anchor()), from)).orElse(from);
    for (var date = first; plan.isPresent() && !date.isAfter(after.plannedThrough()); ) {
      Map<UUID, Slot> ofDay = byDate.remove(date);
      var day = planner.replan(plan.get(), date, ofDay == null ? Map.of() : ofDay, elsewhere);
      day.planned().ifPresent(changes.planned()::add);
      changes.dropped().addAll(day.dropped());
      date = date.plusDays(1);
    }
    for (var orphans : byDate.values()) {
      for (var slot : orphans.values()) {
        if (planner.isMovable(slot)) changes.dropped().add(slot.slotId());
      }
    }
    return after;
  }

  /** Nothing is asked any more: cancels what is open and waits for nothing but late answers. */
  public Place stop(Connection c, Place place, CancelReason reason, Optional<Position> cause)
      throws SQLException {
    var key = place.key();
    facts.over(c, key, reason);
    due.cancelAll(c, key, DueKinds.BEGIN);
    due.cancelAll(c, key, DueKinds.PLAN);
    due.cancelAll(c, key, DueKinds.SLOT_LAST);
    due.cancelAll(c, key, DueKinds.AMEND);
    due.cancelAll(c, key, DueKinds.CALENDAR);
    var events = new ArrayList<Record>();
    var all = slots.open(c, key);
    for (boolean tellsArm : List.of(false, true)) {
      var open =
          all.stream().filter(slot -> slot.tellsArm() == tellsArm).map(Slot::slotId).toList();
      if (open.isEmpty()) continue;
      slots.cancel(c, key, open, reason);
      var cancelled =
          new PromptsCancelled(key.study(), key.participantId(), open, reason, place.now());
      events.addAll(Restricted.all(List.of(cancelled), tellsArm));
    }
    return history.append(c, place, events, cause);
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
