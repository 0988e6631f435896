package org.attune.ema.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.attune.ema.plan.Course;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** How far each participant has come with each schedule. */
public final class CourseStore {
  private static final String SAVE =
      """
      insert into course
        (study, participant, schedule, anchor, last_date, planned_through, ended, tells_arm)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (study, participant, schedule) do update
      set last_date = excluded.last_date, planned_through = excluded.planned_through,
        ended = excluded.ended
      """;

  private static final String ALL =
      """
      select schedule, anchor, last_date, planned_through, ended, tells_arm from course
      where study = ? and participant = ? order by schedule
      """;

  private static final String ONE =
      """
      select schedule, anchor, last_date, planned_through, ended, tells_arm from course
      where study = ? and participant = ? and schedule = ?
      """;

  public void save(Connection c, EventKey key, Course course) throws SQLException {
    Sql.write(
        c,
        SAVE,
        key.study(),
        key.participant(),
        course.schedule(),
        course.anchor(),
        course.last(),
        course.plannedThrough(),
        course.ended(),
        course.tellsArm());
  }

  /** All schedules that have begun, by id. */
  public List<Course> all(Connection c, EventKey key) throws SQLException {
    return Sql.query(c, ALL, CourseStore::read, key.study(), key.participant());
  }

  public Optional<Course> find(Connection c, EventKey key, String schedule) throws SQLException {
    return Sql.find(c, ONE, CourseStore::read, key.study(), key.participant(), schedule);
  }

  private static Course read(ResultSet row) throws SQLException {
    return new Course(
        row.getString("schedule"),
        row.getObject("anchor", LocalDate.class),
        row.getObject("last_date", LocalDate.class),
        row.getObject("planned_through", LocalDate.class),
        row.getBoolean("ended"),
        row.getBoolean("tells_arm"));
  }
}
