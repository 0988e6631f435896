package org.attune.interventions.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.CourseRules;
import org.attune.interventions.domain.CourseRules.Owner;
import org.attune.interventions.domain.Facts;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.interventions.domain.GroupRules;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.Tailoring;
import org.attune.interventions.store.CourseStore;
import org.attune.interventions.store.FactStore;
import org.attune.interventions.store.GroupStore;
import org.attune.interventions.store.MemberStore;
import org.attune.platform.due.DueRow;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.fact.FactTable;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;

/** Begins, moves, continues and ends the course of one participant, locked by the caller. */
public final class CourseHandler {
  /** Due row of a course: its next module, or its end. One per running course. */
  public static final String COURSE = "course";

  /** Due row of a participant whose study has not arrived, or who waits: begin again. */
  public static final String BEGIN = "begin";

  private static final Duration STUDY_LOOK = Duration.ofSeconds(1);

  private final History history;
  private final DueTable due;
  private final StudyBook studies;
  private final FactStore facts;
  private final FactTable assessed;
  private final TailoringBook tailoring = new TailoringBook();
  private final CourseStore courses;
  private final MemberStore members;
  private final GroupStore groups;

  public CourseHandler(
      History history,
      DueTable due,
      StudyBook studies,
      FactStore facts,
      FactTable assessed,
      CourseStore courses,
      MemberStore members,
      GroupStore groups) {
    this.history = history;
    this.due = due;
    this.studies = studies;
    this.facts = facts;
    this.assessed = assessed;
    this.courses = courses;
    this.members = members;
    this.groups = groups;
  }

  /**
   * Begins the programme of the arm, if it has one and has not begun. Where the arm forms groups it
   * begins with the participant's group; who is in none seeks one. A waiting list begins when it
   * crosses over, at local midnight.
   */
  public Place begin(Connection connection, Place place, Facts known, Optional<Position> cause)
      throws SQLException {
    if (known.allocation().isEmpty() || known.stopped().isPresent()) return place;
    if (courses.find(connection, place.key()).isPresent()) return place;
    var allocation = known.allocation().get();
    var study = studies.find(connection, place.key().study());
    if (study.isEmpty() || !study.get().versions().containsKey(allocation.version())) {
      due.schedule(connection, place.key(), BEGIN, "", place.now().plus(STUDY_LOOK));
      return place;
    }
    if (hasEnded(study.get())) return place;
    var protocol = study.get().version(allocation.version());
    var zone = known.zone().orElseThrow();
    var first = firstDay(connection, place, known, allocation, protocol);
    if (first.isEmpty()) return place;
    var opens = LocalDays.start(first.get(), zone);
    if (CourseRules.waits(protocol, allocation.arm()) && place.now().isBefore(opens)) {
      due.schedule(connection, place.key(), BEGIN, "", opens);
      return place;
    }
    var started =
        CourseRules.start(owner(place.key()), allocation, first.get(), protocol, zone, place.now());
    if (started.isEmpty()) return place;
    var course = Course.next(Optional.empty(), started.get());
    var programme = protocol.programmes().get(course.programme());
    if (programme == null) throw new IllegalStateException("no programme of a known arm");
    var after = append(connection, place, List.of(started.get()), cause);
    schedule(connection, after, course, programme, zone);
    return after;
  }

  /** First day of the programme; empty as long as a group is waited for. */
  private Optional<LocalDate> firstDay(
      Connection connection, Place place, Facts known, Allocation allocation, Protocol protocol)
      throws SQLException {
    if (CourseRules.waits(protocol, allocation.arm())) {
      return protocol.crossesOverOn(allocation.arm(), allocation.date());
    }
    if (GroupRules.rules(protocol, allocation.arm()).isEmpty()) {
      return Optional.of(allocation.date().plusDays(1));
    }
    var membership = members.find(connection, place.key());
    if (membership.isEmpty()) {
      if (known.site().isPresent()) seek(connection, place);
      return Optional.empty();
    }
    var group = groups.find(connection, place.key().study(), membership.get().group());
    return group.orElseThrow().firstDay();
  }

  /**
   * Groups are filled one participant at a time: the row belongs to the study. It is new, so that
   * nobody who holds the study can be about to decide on it.
   */
  private void seek(Connection connection, Place place) throws SQLException {
    var study = EventKey.ofStudy(place.key().study());
    history.begin(connection, study);
    due.schedule(connection, study, GroupHandler.JOIN, place.key().participant(), place.now());
  }

  /** Lets a running course wait by the clock of another zone. */
  public void move(Connection connection, Place place, ZoneId zone) throws SQLException {
    var course = courses.find(connection, place.key()).filter(known -> known.ended().isEmpty());
    if (course.isEmpty()) return;
    var study = studies.find(connection, place.key().study()).orElseThrow();
    schedule(connection, place, course.get(), programme(study, course.get()), zone);
  }

  /** Ends a running course before its time. */
  public Place stop(
      Connection connection, Place place, ProgrammeEndReason reason, Optional<Position> cause)
      throws SQLException {
    due.cancelAll(connection, place.key(), BEGIN);
    var events = new ArrayList<InterventionsEvent>();
    if (reason == ProgrammeEndReason.LEFT) {
      members
          .find(connection, place.key())
          .flatMap(in -> in.leave(owner(place.key()), place.now()))
          .ifPresent(events::add);
    }
    var course = courses.find(connection, place.key());
    if (course.isPresent()) {
      var study = studies.find(connection, place.key().study()).orElseThrow();
      var programme = programme(study, course.get());
      CourseRules.stop(owner(place.key()), course.get(), programme, reason, place.now())
          .ifPresent(events::add);
    }
    if (events.isEmpty()) return place;
    due.cancelAll(connection, place.key(), COURSE);
    return append(connection, place, events, cause);
  }

  /** Does what is due of a course. */
  public Place continueCourse(Connection connection, Place place, DueRow row) throws SQLException {
    var course = courses.find(connection, place.key()).orElseThrow();
    var study = studies.find(connection, place.key().study()).orElseThrow();
    if (hasEnded(study)) {
      return stop(connection, place, ProgrammeEndReason.STUDY_CLOSED, Optional.empty());
    }
    var known = facts.find(connection, place.key());
    var zone = known.zone().orElseThrow();
    var programme = programme(study, course);
    var choice = choice(connection, place.key(), known, programme, study.version(course.version()));
    var events = CourseRules.due(owner(row.owner()), course, programme, choice, zone, place.now());
    var after = append(connection, place, events, Optional.empty());
    for (var event : events) course = Course.next(Optional.of(course), event);
    schedule(connection, after, course, programme, zone);
    return after;
  }

  /** What assessments said is read only where a rule asks for it. */
  private CourseRules.Choice choice(
      Connection connection, EventKey key, Facts known, Programme programme, Protocol protocol)
      throws SQLException {
    var rules = tailoring.of(programme, protocol);
    if (rules.equals(Tailoring.NONE)) return _ -> Optional.empty();
    var all = new HashMap<>(assessed.find(connection, key));
    known.site().ifPresent(site -> all.put("site", site));
    return module -> rules.variant(module, all);
  }

  /** Begins again what waited for its study. */
  public Place beginAgain(Connection connection, Place place, DueRow row) throws SQLException {
    return begin(connection, place, facts.find(connection, row.owner()), Optional.empty());
  }

  /** Records events and what they change. */
  Place append(
      Connection connection,
      Place place,
      List<? extends InterventionsEvent> events,
      Optional<Position> cause)
      throws SQLException {
    var records = events.stream().map(Record.class::cast).toList();
    var after = history.append(connection, place, records, cause);
    courses.apply(connection, place.key(), events);
    members.apply(connection, place.key(), events);
    return after;
  }

  static Owner owner(EventKey key) {
    return new Owner(key.study(), key.participantId());
  }

  private void schedule(
      Connection connection, Place place, Course course, Programme programme, ZoneId zone)
      throws SQLException {
    var next = CourseRules.next(course, programme, zone);
    if (next.isEmpty()) return;
    due.schedule(connection, place.key(), COURSE, "", next.get());
  }

  private static Programme programme(Study study, Course course) {
    return CourseRules.programme(course, study.version(course.version())).orElseThrow();
  }

  static boolean hasEnded(Study study) {
    return study.status() == StudyStatus.CLOSED || study.status() == StudyStatus.LOCKED;
  }
}
