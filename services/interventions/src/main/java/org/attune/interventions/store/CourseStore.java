package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.interventions.domain.Course;
import org.attune.interventions.domain.Course.Attended;
import org.attune.interventions.domain.Course.Engagement;
import org.attune.interventions.domain.InterventionsEvent;
import org.attune.interventions.domain.InterventionsEvent.AbsenceReason;
import org.attune.interventions.domain.InterventionsEvent.Attendance;
import org.attune.interventions.domain.InterventionsEvent.AttendanceRecorded;
import org.attune.interventions.domain.InterventionsEvent.EngagementRecorded;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;
import org.attune.interventions.domain.InterventionsEvent.ModuleUnlocked;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEnded;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeStarted;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** Where courses stand. Write only with the participant locked in the history. */
public final class CourseStore {
  private static final String PROGRAMME =
      """
      select programme, version, first_day, last_day, ended_at, end_reason from programme
      where study = ? and participant = ?
      """;

  private static final String MODULES =
      "select module, unlocked_at from module where study = ? and participant = ?";

  private static final String ENGAGEMENTS =
      """
      select engagement_id, module, seconds, ended_at from engagement
      where study = ? and participant = ?
      """;

  private static final String ATTENDANCE =
      """
      select session, attendance, absence_reason from attendance
      where study = ? and participant = ?
      """;

  private static final String ATTEND =
      """
      insert into attendance (study, participant, session, attendance, absence_reason)
      values (?, ?, ?, ?, ?)
      """;

  private static final String START =
      """
      insert into programme (study, participant, programme, version, first_day, last_day)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String UNLOCK =
      "insert into module (study, participant, module, unlocked_at) values (?, ?, ?, ?)";

  private static final String ENGAGE =
      """
      insert into engagement (study, participant, engagement_id, module, seconds, ended_at)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String END =
      """
      update programme set ended_at = ?, end_reason = ? where study = ? and participant = ?
      """;

  private static final String RUNNING =
      """
      select participant from programme where study = ? and ended_at is null order by participant
      """;

  /** The participant's course; empty without a programme. */
  public Optional<Course> find(Connection connection, EventKey key) throws SQLException {
    return later(connection, key).get();
  }

  /** {@link #find} with the next round trip. */
  public Sql.Later<Optional<Course>> later(Connection connection, EventKey key)
      throws SQLException {
    var programmes = Sql.later(connection, about(PROGRAMME, key, CourseStore::bare));
    var modules =
        Sql.later(
            connection,
            about(
                MODULES, key, row -> Map.entry(row.getString(1), Sql.instant(row, "unlocked_at"))));
    var engagements = Sql.later(connection, about(ENGAGEMENTS, key, CourseStore::engagement));
    var attendance = Sql.later(connection, about(ATTENDANCE, key, CourseStore::attended));
    return programmes.map(
        found -> {
          if (found.isEmpty()) return Optional.empty();
          var course = found.getFirst();
          for (var module : modules.get())
            course.unlocked().put(module.getKey(), module.getValue());
          for (var engagement : engagements.get()) {
            course.engagements().put(engagement.getKey(), engagement.getValue());
          }
          for (var session : attendance.get()) {
            course.attendance().put(session.getKey(), session.getValue());
          }
          return Optional.of(course);
        });
  }

  private static <T> Sql.Query<T> about(String sql, EventKey key, Sql.RowReader<T> reader) {
    return new Sql.Query<>(sql, reader, key.study(), key.participant());
  }

  /** Writes what events change. */
  public void apply(Connection connection, EventKey key, List<? extends InterventionsEvent> events)
      throws SQLException {
    for (var event : events) apply(connection, key, event);
  }

  /** Participants of a study whose programme runs, sorted. */
  public List<EventKey> running(Connection connection, String study) throws SQLException {
    return Sql.query(connection, RUNNING, row -> new EventKey(study, row.getString(1)), study);
  }

  private static void apply(Connection connection, EventKey key, InterventionsEvent event)
      throws SQLException {
    switch (event) {
      case ProgrammeStarted e ->
          Sql.write(
              connection,
              START,
              key.study(),
              key.participant(),
              e.programme(),
              e.protocolVersion(),
              e.firstDay(),
              e.lastDay());
      case ModuleUnlocked e ->
          Sql.write(connection, UNLOCK, key.study(), key.participant(), e.module(), e.at());
      case EngagementRecorded e ->
          Sql.write(
              connection,
              ENGAGE,
              key.study(),
              key.participant(),
              e.engagementId(),
              e.module(),
              e.seconds(),
              e.endedAt());
      case AttendanceRecorded e ->
          Sql.write(
              connection,
              ATTEND,
              key.study(),
              key.participant(),
              e.session(),
              e.attendance(),
              e.absenceReason().orElse(null));
      case GroupJoined _, GroupLeft _ -> {} // who is in which group is kept elsewhere
      case ProgrammeEnded e ->
          Sql.write(connection, END, e.at(), e.reason(), key.study(), key.participant());
    }
  }

  private static Course bare(ResultSet row) throws SQLException {
    var endedAt = Sql.instantOrNull(row, "ended_at");
    return new Course(
        row.getString("programme"),
        row.getInt("version"),
        Objects.requireNonNull(row.getObject("first_day", LocalDate.class)),
        Objects.requireNonNull(row.getObject("last_day", LocalDate.class)),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        endedAt == null ? Optional.empty() : Optional.of(end(row, endedAt)));
  }

  private static Course.End end(ResultSet row, Instant at) throws SQLException {
    return new Course.End(at, ProgrammeEndReason.valueOf(row.getString("end_reason")));
  }

  private static Map.Entry<UUID, Engagement> engagement(ResultSet row) throws SQLException {
    return Map.entry(
        Objects.requireNonNull(row.getObject("engagement_id", UUID.class)),
        new Engagement(
            row.getString("module"), row.getInt("seconds"), Sql.instant(row, "ended_at")));
  }

  private static Map.Entry<String, Attended> attended(ResultSet row) throws SQLException {
    var reason = row.getString("absence_reason");
    return Map.entry(
        row.getString("session"),
        new Attended(
            Attendance.valueOf(row.getString("attendance")),
            Optional.ofNullable(reason).map(AbsenceReason::valueOf)));
  }
}
