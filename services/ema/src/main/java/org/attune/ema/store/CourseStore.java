package org.attune.ema.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.ema.plan.Course;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/** How far each participant has come with each schedule. */
public final class CourseStore {
  private static final String SAVE =
      """
      insert into course
        (study, participant, schedule, anchor, last_date, planned_through, ended, tells_arm)
      select * from unnest(?, ?, ?, ?::date[], ?::date[], ?::date[], ?, ?)
      on conflict (study, participant, schedule) do update
      set last_date = excluded.last_date, planned_through = excluded.planned_through,
        ended = excluded.ended
      """;

  private static final String ALL =
      """
      select schedule, anchor, last_date, planned_through, ended, tells_arm from course
      where study = ? and participant = ? order by schedule
      """;

  private static final String WANTED =
      """
      select study, participant, schedule, anchor, last_date, planned_through, ended, tells_arm
      from unnest(?, ?, ?) as w (study, participant, schedule)
      join course using (study, participant, schedule)
      """;

  /** A schedule of one participant. */
  public record Wanted(EventKey key, String schedule) {}

  /** How far a participant has come with a schedule. */
  public record Owned(EventKey key, Course course) {}

  public void save(Connection c, EventKey key, Course course) throws SQLException {
    saveAll(c, List.of(new Owned(key, course)));
  }

  /** Writes several, each schedule of a participant once. */
  public void saveAll(Connection c, List<Owned> all) throws SQLException {
    if (all.isEmpty()) return;
    Sql.write(
        c,
        SAVE,
        all.stream().map(owned -> owned.key().study()).toArray(String[]::new),
        all.stream().map(owned -> owned.key().participant()).toArray(String[]::new),
        all.stream().map(owned -> owned.course().schedule()).toArray(String[]::new),
        all.stream().map(owned -> owned.course().anchor().toString()).toArray(String[]::new),
        all.stream().map(owned -> owned.course().last().toString()).toArray(String[]::new),
        all.stream()
            .map(owned -> owned.course().plannedThrough().toString())
            .toArray(String[]::new),
        all.stream().map(owned -> owned.course().ended()).toArray(Boolean[]::new),
        all.stream().map(owned -> owned.course().tellsArm()).toArray(Boolean[]::new));
  }

  /** All schedules that have begun, by id. */
  public List<Course> all(Connection c, EventKey key) throws SQLException {
    return Sql.query(c, ALL, CourseStore::read, key.study(), key.participant());
  }

  public Optional<Course> find(Connection c, EventKey key, String schedule) throws SQLException {
    var wanted = new Wanted(key, schedule);
    return Optional.ofNullable(findAll(c, List.of(wanted)).get(wanted));
  }

  /** Those of them that have begun. */
  public Map<Wanted, Course> findAll(Connection c, List<Wanted> wanted) throws SQLException {
    var found =
        Sql.query(
            c,
            WANTED,
            row ->
                Map.entry(
                    new Wanted(
                        new EventKey(row.getString("study"), row.getString("participant")),
                        row.getString("schedule")),
                    read(row)),
            wanted.stream().map(one -> one.key().study()).toArray(String[]::new),
            wanted.stream().map(one -> one.key().participant()).toArray(String[]::new),
            wanted.stream().map(Wanted::schedule).toArray(String[]::new));
    return found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
