package org.attune.ema.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.attune.platform.data.Sql;

/** By which tz database prompts are planned. */
public final class TimeZoneDataStore {
  private static final String RENEW =
      """
      insert into time_zone_data as known (version) values (?)
      on conflict (id) do update set version = excluded.version
      where known.version < excluded.version collate "C"
      """;

  /** Before anything else that a participant waits for, so that nothing is sent by old rules. */
  private static final String WAIT =
      """
      insert into due (kind, study, participant, key, at)
      select ?, p.study, p.participant, '',
        least(clock_timestamp(), (select min(d.at) from due d
          where d.study = p.study and d.participant = p.participant))
      from participant p where p.consented is not null and p.over is null
      on conflict (study, participant, kind, key) do update set at = excluded.at, attempts = 0
      """;

  /**
   * Notes that this process plans by {@code version}.
   *
   * @param version for example {@code 2026a}; later ones sort behind earlier ones
   * @return false if another process plans by this or a newer one already
   */
  public boolean renew(Connection c, String version) throws SQLException {
    return Sql.update(c, RENEW, version) == 1;
  }

  /** Everybody who may still be asked waits to be planned anew. */
  public void planAllAnew(Connection c) throws SQLException {
    Sql.write(c, WAIT, DueKinds.CALENDAR);
  }
}
