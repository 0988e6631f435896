package org.attune.interventions.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.attune.interventions.domain.Facts;
import org.attune.interventions.domain.Facts.Allocation;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.jspecify.annotations.Nullable;

/** What other services said of participants. Each fact is written once, whatever arrives first. */
public final class FactStore {
  private static final String COLUMNS =
      " language, site, coalesce(zone, allocation_zone) as zone, arm, allocated, version, stopped ";

  private static final String FIND =
      "select" + COLUMNS + "from participant where study = ? and participant = ?";

  private static final String ENROLLED =
      """
      insert into participant as p (study, participant, language, zone, site)
      values (?, ?, ?, ?, ?)
      on conflict (study, participant) do update set
        language = coalesce(p.language, excluded.language), zone = coalesce(p.zone, excluded.zone),
        site = coalesce(p.site, excluded.site)
      """;

  private static final String MOVED =
      """
      insert into participant as p (study, participant, zone) values (?, ?, ?)
      on conflict (study, participant) do update set zone = excluded.zone
      """;

  private static final String ALLOCATED =
      """
      insert into participant as p
        (study, participant, arm, allocated, version, allocation_zone)
      values (?, ?, ?, ?, ?, ?)
      on conflict (study, participant) do update set
        arm = coalesce(p.arm, excluded.arm),
        allocated = coalesce(p.allocated, excluded.allocated),
        version = coalesce(p.version, excluded.version),
        allocation_zone = coalesce(p.allocation_zone, excluded.allocation_zone)
      """;

  private static final String STOPPED =
      """
      insert into participant as p (study, participant, stopped) values (?, ?, ?)
      on conflict (study, participant)
      do update set stopped = coalesce(p.stopped, excluded.stopped)
      """;

  private static final String RETURNING = "returning" + COLUMNS;

  /** What has arrived; {@link Facts#NONE} if nothing has. */
  public Facts find(Connection connection, EventKey key) throws SQLException {
    return later(connection, key).get();
  }

  /** {@link #find} with the next round trip. */
  public Sql.Later<Facts> later(Connection connection, EventKey key) throws SQLException {
    var asked = new Sql.Query<>(FIND, FactStore::read, key.study(), key.participant());
    return Sql.later(connection, asked).map(rows -> rows.isEmpty() ? Facts.NONE : rows.getFirst());
  }

  public Facts enrolled(
      Connection connection, EventKey key, String language, ZoneId zone, String site)
      throws SQLException {
    return write(connection, ENROLLED, key, language, zone.getId(), site);
  }

  public Facts moved(Connection connection, EventKey key, ZoneId zone) throws SQLException {
    return write(connection, MOVED, key, zone.getId());
  }

  public Facts allocated(Connection connection, EventKey key, Allocation allocation, ZoneId zone)
      throws SQLException {
    return write(
        connection,
        ALLOCATED,
        key,
        allocation.arm(),
        allocation.date(),
        allocation.version(),
        zone.getId());
  }

  public Facts stopped(Connection connection, EventKey key, ProgrammeEndReason reason)
      throws SQLException {
    return write(connection, STOPPED, key, reason);
  }

  private static Facts write(
      Connection connection, String sql, EventKey key, @Nullable Object... values)
      throws SQLException {
    @Nullable Object[] all = new @Nullable Object[values.length + 2];
    all[0] = key.study();
    all[1] = key.participant();
    System.arraycopy(values, 0, all, 2, values.length);
    return Sql.find(connection, sql + RETURNING, FactStore::read, all).orElseThrow();
  }

  private static Facts read(ResultSet row) throws SQLException {
    var zone = row.getString("zone");
    var date = row.getObject("allocated", LocalDate.class);
    var stopped = row.getString("stopped");
    return new Facts(
        Optional.ofNullable(row.getString("language")),
        Optional.ofNullable(row.getString("site")),
        zone == null ? Optional.empty() : Optional.of(ZoneId.of(zone)),
        date == null
            ? Optional.empty()
            : Optional.of(new Allocation(row.getString("arm"), date, row.getInt("version"))),
        stopped == null ? Optional.empty() : Optional.of(ProgrammeEndReason.valueOf(stopped)));
  }
}
