package org.attune.ema.handle;

import static org.attune.ema.domain.Decision.accept;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.ema.domain.Decision;
import org.attune.ema.domain.EmaEvent;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.StartRules;
import org.attune.ema.domain.StartRules.Start;
import org.attune.ema.plan.Enrollee;
import org.attune.ema.store.CourseStore;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.FactStore;
import org.attune.ema.store.Published;
import org.attune.ema.store.SlotStore;
import org.attune.platform.data.Database;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Restricted;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.schedule.TimeZoneData;

/** Starts prompts because a participant says that the moment has come. */
public final class StartHandler {
  private final Database database;
  private final History history;
  private final DueTable due;
  private final FactStore facts;
  private final CourseStore courses;
  private final SlotStore slots;
  private final Published published;
  private final StudyBook studies;

  public StartHandler(
      Database database,
      History history,
      DueTable due,
      FactStore facts,
      CourseStore courses,
      SlotStore slots,
      Published published,
      StudyBook studies) {
    this.database = database;
    this.history = history;
    this.due = due;
    this.facts = facts;
    this.courses = courses;
    this.slots = slots;
    this.published = published;
    this.studies = studies;
  }

  /**
   * What a start came to.
   *
   * @param slot the prompt, unless it was refused
   * @param asked what it asks, likewise
   */
  public record Started(Decision decision, Optional<Slot> slot, Optional<Questionnaire> asked) {}

  /** Empty if this service has not heard of the participant's enrollment or protocol. */
  public Optional<Started> start(EventKey key, Start start) {
    return database.inTransaction(
        c -> {
          var place = history.lock(c, key);
          var enrollee = facts.find(c, key).filter(Enrollee::isEnrolled);
          if (enrollee.isEmpty()) return Optional.empty();
          var protocol = published.find(c, key.study(), enrollee.get().protocolVersion());
          if (protocol.isEmpty()) return Optional.empty();
          return Optional.of(start(c, place, start, enrollee.get(), protocol.get()));
        });
  }

  private Started start(
      Connection c, Place place, Start start, Enrollee enrollee, Protocol protocol)
      throws SQLException {
    var key = place.key();
    var known = slots.find(c, key, start.slotId());
    if (known.isPresent()) return accepted(c, key, known.get().slot());
    if (slots.isAnothers(c, key, start.slotId())) return refused(StartRules.idTaken());
    var setting = setting(c, place, start, enrollee, protocol);
    var decision = StartRules.start(key.study(), key.participantId(), start, setting, place.now());
    if (!(decision instanceof Decision.Accepted(var events))) return refused(decision);
    boolean tellsArm = protocol.ema(start.schedule()).filter(EmaPlan::tellsArm).isPresent();
    return accepted(c, key, record(c, place, events, protocol, tellsArm));
  }

  private static Started refused(Decision decision) {
    return new Started(decision, Optional.empty(), Optional.empty());
  }

  private Started accepted(Connection c, EventKey key, Slot slot) throws SQLException {
    var protocol = published.of(c, key.study(), slot.protocolVersion());
    return new Started(
        accept(),
        Optional.of(slot),
        Optional.ofNullable(protocol.questionnaires().get(slot.questionnaire())));
  }

  private StartRules.Setting setting(
      Connection c, Place place, Start start, Enrollee enrollee, Protocol protocol)
      throws SQLException {
    var key = place.key();
    var course = courses.find(c, key, start.schedule()).filter(found -> !found.ended());
    var date = LocalDate.ofInstant(start.at(place.now()), enrollee.zone());
    var late = place.now().atOffset(ZoneOffset.UTC).plus(protocol.lateAnswers()).toInstant();
    return new StartRules.Setting(
        protocol.ema(start.schedule()),
        course.map(found -> found.anchor()),
        protocol.version(),
        enrollee.zone(),
        TimeZoneData.version(),
        Duration.between(place.now(), late),
        SlotTerms.running(studies.find(c, key.study()).map(study -> study.status())),
        enrollee.over().isPresent(),
        slots.from(c, key, start.schedule(), date.minusDays(1)));
  }

  private Slot record(
      Connection c, Place place, List<EmaEvent> events, Protocol protocol, boolean tellsArm)
      throws SQLException {
    var key = place.key();
    var planned = (PromptsPlanned) events.getFirst();
    slots.planAll(c, List.of(new SlotStore.Planned(key, planned, protocol, tellsArm)));
    var slot = Slot.planned(planned, planned.slots().getFirst(), tellsArm);
    for (var event : events.subList(1, events.size())) slot = slot.next(event);
    slots.save(c, key, slot);
    due.schedule(c, key, DueKinds.SLOT, slot.slotId().toString(), slot.expiresAt());
    var _ = history.append(c, place, Restricted.all(EmaEvent.records(events), tellsArm));
    return slot;
  }

  /**
   * A schedule whose prompts a participant may start.
   *
   * @param startedToday how many were started on the present local day
   * @param from when the next may be started; empty if no more today
   */
  public record Startable(
      EmaPlan plan, EmaPlan.Started limits, int startedToday, Optional<Instant> from) {}

  /** Those of the present local day, as declared. */
  List<Startable> startable(
      Connection c, EventKey key, Enrollee enrollee, Protocol protocol, Instant now)
      throws SQLException {
    var startable = new ArrayList<Startable>();
    if (enrollee.over().isPresent()) return startable;
    var today = LocalDate.ofInstant(now, enrollee.zone());
    for (var plan : protocol.ema()) {
      if (!(plan.times() instanceof EmaPlan.Started limits)) continue;
      var course = courses.find(c, key, plan.id());
      if (course.isEmpty() || plan.promptsOn(today, course.get().anchor()) == 0) continue;
      var started = slots.from(c, key, plan.id(), today.minusDays(1));
      int count = (int) started.stream().filter(slot -> slot.localDate().equals(today)).count();
      var last = started.stream().map(Slot::scheduledAt).max(Instant::compareTo);
      var from = last.map(at -> at.plus(limits.apart())).filter(now::isBefore).orElse(now);
      startable.add(
          new Startable(
              plan, limits, count, count < limits.count() ? Optional.of(from) : Optional.empty()));
    }
    return startable;
  }
}
