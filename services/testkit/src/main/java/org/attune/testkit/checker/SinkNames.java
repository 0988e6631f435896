package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventType;

/** How the sink calls its tables: {@code ema__prompt_sent}, {@code restricted__…}. */
final class SinkNames {
  private static final int FETCH_ROWS = 5_000;

  private static final String EXISTS =
      "select 1 from pg_tables where schemaname = current_schema() and tablename = ?";

  private SinkNames() {}

  /** Takes one row. */
  @FunctionalInterface
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  static String table(EventType type) {
    return (type.restricted() ? "restricted__" : "") + type.service() + "__" + snake(type.name());
  }

  /** {@code promptSent} and {@code PromptSent} as {@code prompt_sent}. */
  static String snake(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  static boolean exists(Connection connection, String table) throws SQLException {
    return Sql.find(connection, EXISTS, row -> true, table).isPresent();
  }

  /** Reads rows as they come, in bounded memory. */
  static void stream(Connection connection, String sql, RowTaker taker) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) taker.take(rows);
      }
    }
  }
}
