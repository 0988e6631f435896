package org.attune.platform.erase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;

/**
 * The tables of a schema whose rows belong to participants: those with the columns {@code study}
 * and {@code participant}. So a service that gets another table has nothing to add here. Tables
 * that carry the tombstone stay, and those whose name begins with {@code erased_}; a table whose
 * comment is {@code erased by its service} is left to the service's {@link Keeping}.
 */
public final class OwnedTables {
  private static final String NAMES =
      """
      select c.table_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
        and c.column_name in ('study', 'participant')
        and c.table_name not in ('ledger', 'history', 'outbox', 'log', 'checkpoint_head')
        and c.table_name not like 'erased\\_%'
        and coalesce(obj_description(to_regclass(quote_ident(c.table_name)), 'pg_class'), '')
          <> 'erased by its service'
      group by c.table_name having count(*) = 2 order by c.table_name
      """;

  private static final String PARKED = "parked where key = ?";

  private OwnedTables() {}

  private static List<String> names(Connection connection) throws SQLException {
    return Sql.query(connection, NAMES, row -> row.getString(1));
  }

  private static String rowsOf(String table) {
    return "\"" + table + "\" where study = ? and participant = ?";
  }

  /** Deletes all rows of a participant, parked events among them. */
  static void delete(Connection connection, EventKey key) throws SQLException {
    for (var table : names(connection)) {
      var sql = "delete from " + rowsOf(table);
      Sql.update(connection, sql, key.study(), key.participant());
    }
    Sql.update(connection, "delete from " + PARKED, key.toString());
  }

  /** How many rows of a participant each table holds, tables without any left out. */
  public static SortedMap<String, Long> count(Connection connection, EventKey key)
      throws SQLException {
    var counts = new TreeMap<String, Long>();
    for (var table : names(connection)) {
      var sql = "select count(*) from " + rowsOf(table);
      put(counts, table, connection, sql, key.study(), key.participant());
    }
    put(counts, "parked", connection, "select count(*) from " + PARKED, key.toString());
    return counts;
  }

  private static void put(
      SortedMap<String, Long> counts,
      String table,
      Connection connection,
      String sql,
      Object... values)
      throws SQLException {
    long rows = Sql.find(connection, sql, row -> row.getLong(1), values).orElse(0L);
    if (rows > 0) counts.put(table, rows);
  }
}
