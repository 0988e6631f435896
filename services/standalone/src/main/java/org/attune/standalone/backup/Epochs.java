package org.attune.standalone.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.attune.platform.data.Sql;

/**
 * The epochs of all services' logs in one database. A restore begins the next one: numbers go on
 * from where the backup stands, and what had them before the restore is of an earlier epoch.
 */
final class Epochs {
  private static final String SCHEMAS =
      "select schemaname from pg_tables where tablename = 'log_head' order by 1";

  private Epochs() {}

  private static List<String> heads(Connection connection) throws SQLException {
    return Sql.query(
        connection, SCHEMAS, row -> "\"" + row.getString("schemaname") + "\".log_head");
  }

  /** The highest; 1 before any. */
  static int highest(Connection connection) throws SQLException {
    int highest = 1;
    for (var heads : heads(connection)) {
      var sql = "select coalesce(max(epoch), 1) as epoch from " + heads;
      int epoch = Sql.find(connection, sql, row -> row.getInt("epoch")).orElseThrow();
      highest = Math.max(highest, epoch);
    }
    return highest;
  }

  /** Lets every log go on in {@code epoch}. */
  static void begin(Connection connection, int epoch) throws SQLException {
    for (var heads : heads(connection)) {
      Sql.update(connection, "update " + heads + " set epoch = ?", epoch);
    }
  }
}
