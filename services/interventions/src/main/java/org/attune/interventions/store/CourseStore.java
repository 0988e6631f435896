package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
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
  /** One row with all that is known of a course. */
  private static final String COURSE =
      """
      select p.programme, p.version, p.first_day, p.last_day, p.ended_at, p.end_reason, m.modules,
        m.unlocked, m.variants, e.engagements, e.engaged, e.seconds, e.percents, e.ended, a.sessions, a.attendances,
        a.absences
      from programme p
      cross join lateral (
        select array_agg(module) as modules, array_agg(unlocked_at) as unlocked,
          array_agg(variant) as variants from module
        where study = p.study and participant = p.participant) m
      cross join lateral (
        select array_agg(engagement_id) as engagements, array_agg(module) as engaged,
          array_agg(seconds) as seconds, array_agg(completion_percent) as percents,
          array_agg(ended_at) as ended
        from engagement where study = p.study and participant = p.participant) e
      cross join lateral (
        select array_agg(session) as sessions, array_agg(attendance) as attendances,
          array_agg(absence_reason) as absences
        from attendance where study = p.study and participant = p.participant) a
      where p.study = ? and p.participant = ?
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
      """
      insert into module (study, participant, module, unlocked_at, variant) values (?, ?, ?, ?, ?)
      """;

  private static final String ENGAGE =
      """
      insert into engagement
        (study, participant, engagement_id, module, seconds, completion_percent, ended_at)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String COMPLETE =
      """
      update engagement e set completion_percent = w.percent
      from unnest(?, ?) as w (engagement_id, percent)
      where e.study = ? and e.participant = ? and e.engagement_id = w.engagement_id
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
    var asked = new Sql.Query<>(COURSE, CourseStore::course, key.study(), key.participant());
    return Sql.later(connection, asked).map(found -> found.stream().findFirst());
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
          Sql.write(
              connection,
              UNLOCK,
              key.study(),
              key.participant(),
              e.module(),
              e.at(),
              e.variant().orElse(null));
      case EngagementRecorded e ->
          Sql.write(
              connection,
              ENGAGE,
              key.study(),
              key.participant(),
              e.engagementId(),
              e.module(),
              e.seconds(),
              e.completionPercent(),
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

  /** Writes how much of their modules stretches came to that were stored without it. */
  public void complete(Connection connection, EventKey key, Map<UUID, Engagement> engagements)
      throws SQLException {
    Sql.write(
        connection,
        COMPLETE,
        engagements.keySet().toArray(new UUID[0]),
        engagements.values().stream().map(Engagement::completionPercent).toArray(Integer[]::new),
        key.study(),
        key.participant());
  }

  private static Course.End end(ResultSet row, Instant at) throws SQLException {
    return new Course.End(at, ProgrammeEndReason.valueOf(row.getString("end_reason")));
  }

  private static Course course(ResultSet row) throws SQLException {
    var course = bare(row);
    var modules = texts(row, "modules");
    var unlocked = times(row, "unlocked");
    var variants = texts(row, "variants");
    for (int i = 0; i < modules.length; i++) {
      var variant = Optional.ofNullable(variants[i]);
      course.unlocked().put(modules[i], new Course.Unlocked(unlocked[i], variant));
    }
    var engaged = texts(row, "engaged");
    var ids = column(row, "engagements", new UUID[0]);
    var seconds = column(row, "seconds", new Integer[0]);
    var percents = column(row, "percents", new Integer[0]);
    var ended = times(row, "ended");
    for (int i = 0; i < ids.length; i++) {
      var engagement = new Engagement(engaged[i], seconds[i], percents[i], ended[i]);
      course.engagements().put(ids[i], engagement);
    }
    var sessions = texts(row, "sessions");
    var attendances = texts(row, "attendances");
    var absences = texts(row, "absences");
    for (int i = 0; i < sessions.length; i++) {
      var absence = Optional.ofNullable(absences[i]).map(AbsenceReason::valueOf);
      course
          .attendance()
          .put(sessions[i], new Attended(Attendance.valueOf(attendances[i]), absence));
    }
    return course;
  }

  private static String[] texts(ResultSet row, String column) throws SQLException {
    return column(row, column, new String[0]);
  }

  private static Instant[] times(ResultSet row, String column) throws SQLException {
    return Stream.of(column(row, column, new Timestamp[0]))
        .map(Timestamp::toInstant)
        .toArray(Instant[]::new);
  }

  /**
   * An array column, which is null where no row was aggregated.
   *
   * @param none what it is then
   */
  @SuppressWarnings("unchecked") // the driver makes the array of the column's type
  private static <T> T[] column(ResultSet row, String column, T[] none) throws SQLException {
    var array = row.getArray(column);
    return array == null ? none : (T[]) array.getArray();
  }
}
