package org.attune.analytics.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.attune.platform.data.Sql;

/** Makes event tables and adds columns; never changes or removes one. Makes views over them. */
final class TableStore {
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended(current_schema() || '.sink', 0))";

  private static final String COLUMNS =
      """
      select attname, format_type(atttypid, null) from pg_attribute
      where attrelid = to_regclass(?) and attnum > 0 and not attisdropped
      """;

  private static final String COMMENT = "select obj_description(to_regclass(?), 'pg_class')";

  private static final String REMEMBER =
      """
      insert into sink_schema (event, fingerprint, schema) values (?, ?, ?)
      on conflict do nothing
      """;

  /** Makes what is missing for rows written by {@code writer}, one process at a time. */
  void prepare(Connection connection, SinkTable event, Schema writer) throws SQLException {
    Sql.query(connection, LOCK, row -> "");
    for (var table : event.all()) prepare(connection, table);
    var fingerprint = "%016x".formatted(SchemaNormalization.parsingFingerprint64(writer));
    Sql.update(connection, REMEMBER, writer.getName(), fingerprint, writer.toString());
  }

  /**
   * Makes the views that are missing or say something else, one process at a time. One that has
   * more columns is of a newer build, whose readers need them: it stays.
   */
  void prepareViews(Connection connection, List<SinkView> views) throws SQLException {
    Sql.query(connection, LOCK, row -> "");
    for (var view : views) {
      if (columns(connection, view.name()).size() > view.columns().size()) continue;
      if (view.comment().equals(comment(connection, view.name()))) continue;
      execute(connection, view.createSql());
      execute(connection, view.commentSql());
    }
  }

  private static String comment(Connection connection, String view) throws SQLException {
    return Sql.find(connection, COMMENT, row -> Optional.ofNullable(row.getString(1)), view)
        .flatMap(found -> found)
        .orElse("");
  }

  private static void prepare(Connection connection, SinkTable table) throws SQLException {
    var there = columns(connection, table.name());
    if (there.isEmpty()) {
      execute(connection, table.createSql());
      execute(connection, table.createIndexSql());
      return;
    }
    for (var column : table.columns()) {
      var type = there.get(column.name());
      if (type == null) {
        execute(connection, SinkTable.addColumnSql(table.name(), column));
      } else if (!type.equals(column.type().sql)) {
        throw new IllegalStateException(
            table.name() + "." + column.name() + " is " + type + ", the writer has another type");
      }
    }
  }

  private static Map<String, String> columns(Connection connection, String table)
      throws SQLException {
    var columns = new HashMap<String, String>();
    Sql.query(
        connection, COLUMNS, row -> columns.put(row.getString(1), row.getString(2)) == null, table);
    return columns;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
