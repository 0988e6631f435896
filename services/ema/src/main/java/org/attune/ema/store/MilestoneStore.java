package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/**
 * When that happened which schedules count from. Facts arrive in any order: the day of one that
 * comes before the participant's zone is settled with it, and stays wherever they travel.
 */
public final class MilestoneStore {
  private static final String REACHED =
      """
      insert into milestone (study, participant, name, reached_at, local_date)
      values (?, ?, ?, ?, ?)
      on conflict (study, participant, name) do nothing
      """;

  private static final String UNSETTLED =
      """
      select name, reached_at from milestone
      where study = ? and participant = ? and local_date is null
      """;

  private static final String SETTLED =
      "update milestone set local_date = ? where study = ? and participant = ? and name = ?";

  private static final String ALL =
      """
      select name, local_date from milestone
      where study = ? and participant = ? and local_date is not null
      """;

  private record Reached(String name, Instant at) {}

  private record Milestone(String name, LocalDate date) {}

  /** The first time counts: may be repeated. */
  public void reached(Connection c, EventKey key, String name, Instant at) throws SQLException {
    Sql.write(c, REACHED, key.study(), key.participant(), name, at, null);
  }

  /** The same of something of which the day is known. */
  public void reached(Connection c, EventKey key, String name, Instant at, LocalDate date)
      throws SQLException {
    Sql.write(c, REACHED, key.study(), key.participant(), name, at, date);
  }

  /** Gives each milestone the day on which it was reached in {@code zone}, once. */
  public void settle(Connection c, EventKey key, ZoneId zone) throws SQLException {
    var unsettled =
        Sql.query(
            c,
            UNSETTLED,
            row -> new Reached(row.getString("name"), Sql.instant(row, "reached_at")),
            key.study(),
            key.participant());
    for (var reached : unsettled) {
      var date = LocalDate.ofInstant(reached.at(), zone);
      Sql.write(c, SETTLED, date, key.study(), key.participant(), reached.name());
    }
  }

  /** Local dates by the name of the anchor; those that are settled. */
  public Map<String, LocalDate> all(Connection c, EventKey key) throws SQLException {
    var dates = new HashMap<String, LocalDate>();
    var milestones =
        Sql.query(
            c,
            ALL,
            row ->
                new Milestone(row.getString("name"), row.getObject("local_date", LocalDate.class)),
            key.study(),
            key.participant());
    for (var milestone : milestones) dates.put(milestone.name(), milestone.date());
    return dates;
  }
}
