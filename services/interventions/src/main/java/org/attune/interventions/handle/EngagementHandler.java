package org.attune.interventions.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.CourseRules;
import org.attune.interventions.domain.CourseRules.RecordEngagement;
import org.attune.interventions.domain.Decision;
import org.attune.interventions.domain.Facts;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.Meetings;
import org.attune.interventions.store.CourseStore;
import org.attune.interventions.store.FactStore;
import org.attune.interventions.store.GroupStore;
import org.attune.interventions.store.MeetingStore;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyBook;
import org.attune.protocol.model.Protocol;

/** Answers what a participant's app asks and sends. */
public final class EngagementHandler {
  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final FactStore facts;
  private final CourseStore courses;
  private final GroupStore groups;
  private final MeetingStore meetings;
  private final CourseHandler handler;

  public EngagementHandler(
      Database database,
      History history,
      StudyBook studies,
      FactStore facts,
      CourseStore courses,
      GroupStore groups,
      MeetingStore meetings,
      CourseHandler handler) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.facts = facts;
    this.courses = courses;
    this.groups = groups;
    this.meetings = meetings;
    this.handler = handler;
  }

  /**
   * A participant's course at one study time.
   *
   * @param course empty without a programme
   * @param protocol present with a course
   * @param group the meetings of the participant's group; empty for whoever is in none
   * @param groupStartsBy until when the group starts that the participant waits with
   * @param zone where the participant is; UTC as long as nobody said
   */
  public record View(
      EventKey key,
      Optional<Course> course,
      Optional<Protocol> protocol,
      Optional<String> language,
      ZoneId zone,
      Optional<Meetings.OfGroup> group,
      Optional<Instant> groupStartsBy,
      Instant now) {}

  public View read(EventKey key) {
    return database.inTransaction(
        connection -> {
          var knownLater = knownLater(connection, key);
          var waitingLater = groups.waitingLater(connection, key);
          var meetingsLater = meetings.ownLater(connection, key);
          var known = knownLater.get();
          return new View(
              key,
              known.course(),
              known.protocol(),
              known.facts().language(),
              known.zone(),
              meetingsLater.get(),
              waitingLater.get(),
              known.place().now());
        });
  }

  /**
   * Records time spent with a module.
   *
   * @param at makes the command for a study time
   */
  public Decision<InterventionsEvent> engage(EventKey key, Function<Instant, RecordEngagement> at) {
    return database.inTransaction(
        connection -> {
          var known = knownLater(connection, key).get();
          var command = at.apply(known.place().now());
          var decision =
              CourseRules.engage(
                  CourseHandler.owner(key),
                  known.course(),
                  known.protocol(),
                  known.zone(),
                  command);
          if (decision instanceof Decision.Accepted(var events)) {
            handler.append(connection, known.place(), events, Optional.empty());
          }
          return decision;
        });
  }

  /**
   * A participant, locked, and the course.
   *
   * @param protocol of the version by which the course began; empty without a course
   */
  private record Known(
      Place place, Optional<Course> course, Optional<Protocol> protocol, Facts facts) {
    ZoneId zone() {
      return facts.zone().orElse(ZoneOffset.UTC);
    }
  }

  /** Comes with the next round trip. */
  private Sql.Later<Known> knownLater(Connection connection, EventKey key) throws SQLException {
    var locking = history.lockLater(connection, key);
    var courseLater = courses.later(connection, key);
    var factsLater = facts.later(connection, key);
    var studyLater = studies.later(connection, key.study());
    return () -> {
      var place = locking.get();
      var course = courseLater.get();
      var study = course.isEmpty() ? Optional.<Study>empty() : studyLater.get();
      var protocol = course.flatMap(c -> study.map(s -> s.version(c.version())));
      return new Known(place, course, protocol, factsLater.get());
    };
  }
}
