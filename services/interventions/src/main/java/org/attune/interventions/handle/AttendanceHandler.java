package org.attune.interventions.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.attune.interventions.domain.AttendanceRules;
import org.attune.interventions.domain.AttendanceRules.RecordAttendance;
import org.attune.interventions.domain.AttendanceRules.Sitting;
import org.attune.interventions.domain.Decision;
import org.attune.interventions.domain.Group;
import org.attune.interventions.domain.GroupRules;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.Refusal;
import org.attune.interventions.handle.GroupHandler.Stores;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventKey;
import org.attune.platform.http.NotAllowedException;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.platform.study.StudyBook;
import org.attune.platform.study.StudyStatus;
import org.attune.platform.token.Caller;

/** Records what facilitators state about attendance at their own groups. */
public final class AttendanceHandler {
  private final Database database;
  private final History history;
  private final StudyBook studies;
  private final Stores stores;
  private final CourseHandler courses;

  public AttendanceHandler(
      Database database, History history, StudyBook studies, Stores stores, CourseHandler courses) {
    this.database = database;
    this.history = history;
    this.studies = studies;
    this.stores = stores;
    this.courses = courses;
  }

  /**
   * What a facilitator states.
   *
   * @param reason present exactly if absent
   */
  public record Statement(String session, Attendance attendance, Optional<AbsenceReason> reason) {}

  /**
   * Records a statement.
   *
   * @throws NotAllowedException if the participant is in no group that the caller leads
   */
  public Decision<InterventionsEvent> record(EventKey key, Statement statement, Caller caller) {
    return database.inTransaction(
        connection -> {
          history.lock(connection, EventKey.ofStudy(key.study())); // meetings stay where they are
          var place = history.lock(connection, key);
          var membership = stores.members().find(connection, key);
          if (membership.isEmpty()) throw NotAllowedException.notFound();
          var group =
              stores
                  .groups()
                  .find(connection, key.study(), membership.get().group())
                  .filter(known -> GroupHandler.leads(caller, known))
                  .orElseThrow(NotAllowedException::notFound);
          return record(connection, place, group, statement, caller);
        });
  }

  private Decision<InterventionsEvent> record(
      Connection connection, Place place, Group group, Statement statement, Caller caller)
      throws SQLException {
    var key = place.key();
    var study = studies.find(connection, key.study()).orElseThrow();
    if (study.status() == StudyStatus.LOCKED) {
      return Decision.refuse(
          Refusal.STUDY_LOCKED, "The study is locked; nothing changes any more.");
    }
    var protocol = study.version(group.version());
    var sitting =
        new Sitting(
            stores.members().find(connection, key),
            Optional.of(group),
            stores.meetings().find(connection, key.study(), group.id()),
            stores.courses().find(connection, key),
            GroupRules.programme(group, protocol),
            GroupRules.zone(protocol, group.site()));
    var decision =
        AttendanceRules.record(
            sitting,
            new RecordAttendance(
                CourseHandler.owner(key),
                statement.session(),
                statement.attendance(),
                statement.reason(),
                caller.id(),
                place.now()));
    if (decision instanceof Decision.Accepted<InterventionsEvent>(var events)) {
      courses.append(connection, place, events, Optional.empty());
    }
    return decision;
  }
}
