package org.attune.platform.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its values, over JDBC.
 *
 * <p>Values are bound by type: {@link Instant} as timestamptz, {@link LocalDate} as date, {@code
 * String[]}, {@code Long[]}, {@code Integer[]}, {@code Double[]}, {@code Boolean[]}, {@code
 * java.util.UUID[]}, {@code Instant[]} and {@code byte[][]} as arrays, {@code byte[]} as bytea,
 * {@link Optional} as its value or null, enums by name, the rest by {@code setObject}.
 */
public final class Sql {
  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * A query with its values, not yet sent.
   *
   * @param values in the order of the placeholders
   */
  public record Query<T>(String sql, RowReader<T> reader, @Nullable Object... values) {}

  /** What two queries brought, each in its order. */
  public record Both<A, B>(List<A> first, List<B> second) {}

  private Sql() {}

  /** All rows, in the order of the query. */
  public static <T> List<T> query(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (var statement = executed(connection, sql, values)) {
      return rows(statement, reader);
    }
  }

  /** All rows, in the order of the query. */
  public static <T> List<T> query(Connection connection, Query<T> query) throws SQLException {
    return query(connection, query.sql(), query.reader(), query.values());
  }

  /**
   * All rows of two queries, the second run after the first, in one round trip. Each sees what was
   * committed when it began: behind a lock of the first the second sees what the lock waited for.
   */
  public static <A, B> Both<A, B> both(Connection connection, Query<A> first, Query<B> second)
      throws SQLException {
    var values = new ArrayList<@Nullable Object>();
    java.util.Collections.addAll(values, first.values());
    java.util.Collections.addAll(values, second.values());
    try (var statement =
        executed(connection, first.sql() + ";\n" + second.sql(), values.toArray())) {
      var before = rows(statement, first.reader());
      if (!statement.getMoreResults()) throw new IllegalStateException("no rows: " + second.sql());
      return new Both<>(before, rows(statement, second.reader()));
    }
  }

  private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader)
      throws SQLException {
    var list = new ArrayList<T>();
    try (var rows = statement.getResultSet()) {
      while (rows.next()) list.add(reader.read(rows));
    }
    return list;
  }

  /**
   * The only row, if there is one.
   *
   * @throws IllegalStateException if there are several
   */
  public static <T> Optional<T> find(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    var list = query(connection, sql, reader, values);
    if (list.size() > 1) throw new IllegalStateException("more than one row from: " + sql);
    return list.stream().findFirst();
  }

  /**
   * Changes rows, in order with all other statements of this transaction, but goes to the server
   * with the next query or with the commit: for a change that nobody asks a count of. Only {@link
   * Sql} and the commit know of what waits; before other statements on the connection use {@link
   * #update}.
   */
  public static void write(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    var transaction = Transaction.on(connection);
    if (transaction.isPresent()) transaction.get().write(sql, values);
    else update(connection, sql, values);
  }

  /** Rows changed. */
  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = executed(connection, sql, values)) {
      return statement.getUpdateCount();
    }
  }

  /** A timestamptz column, or null. */
  public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /**
   * A timestamptz column that is never null.
   *
   * @throws IllegalStateException if it is null
   */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    var at = instantOrNull(row, column);
    if (at == null) throw new IllegalStateException(column + " is null");
    return at;
  }

  /** A statement that has run, behind all that waited; stands at its first result. */
  private static PreparedStatement executed(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    var waiting = Transaction.waitingOn(connection);
    var all = new StringBuilder();
    for (var write : waiting) all.append(write.sql()).append(";\n");
    var statement = connection.prepareStatement(all.append(sql).toString());
    try {
      int index = 0;
      for (var write : waiting) {
        for (var value : write.values()) bind(connection, statement, ++index, value);
      }
      for (var value : values) bind(connection, statement, ++index, value);
      statement.execute();
      for (var _ : waiting) statement.getMoreResults();
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(index, null);
      case Optional<?> optional -> bind(connection, statement, index, optional.orElse(null));
      case Instant at -> statement.setObject(index, at.atOffset(ZoneOffset.UTC));
      case Enum<?> constant -> statement.setString(index, constant.name());
      case byte[] bytes -> statement.setBytes(index, bytes);
      case String[] texts -> array(connection, statement, index, "text", texts);
      case Long[] numbers -> array(connection, statement, index, "int8", numbers);
      case Integer[] numbers -> array(connection, statement, index, "int4", numbers);
      case Double[] numbers -> array(connection, statement, index, "float8", numbers);
      case Boolean[] flags -> array(connection, statement, index, "bool", flags);
      case java.util.UUID[] ids -> array(connection, statement, index, "uuid", ids);
      case byte[][] blobs -> array(connection, statement, index, "bytea", blobs);
      case Instant[] times -> {
        var texts = new String[times.length];
        for (int i = 0; i < times.length; i++) texts[i] = times[i].toString();
        array(connection, statement, index, "timestamptz", texts);
      }
      default -> statement.setObject(index, value);
    }
  }

  private static void array(
      Connection connection,
      PreparedStatement statement,
      int index,
      String type,
      @Nullable Object[] values)
      throws SQLException {
    statement.setArray(index, connection.createArrayOf(type, values));
  }
}
