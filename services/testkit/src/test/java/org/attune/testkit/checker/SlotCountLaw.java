package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.StateLaw;

/** A table of how many plans a participant has, which must be what the history says. */
final class SlotCountLaw implements StateLaw {
  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    return rows(
        connection,
        """
        select count(*) from history
        where study = ? and participant = ? and type = 'PromptsPlanned' and payload is not null
        having count(*) > 0
        """,
        key);
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    return rows(
        connection, "select slots from slot_count where study = ? and participant = ?", key);
  }

  private static SortedMap<String, String> rows(Connection connection, String sql, EventKey key)
      throws SQLException {
    var rows = new TreeMap<String, String>();
    Sql.find(connection, sql, row -> row.getString(1), key.study(), key.participant())
        .ifPresent(count -> rows.put("slot_count", count));
    return rows;
  }
}
