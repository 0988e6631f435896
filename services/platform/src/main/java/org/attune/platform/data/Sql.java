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
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
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
    return query(connection, new Query<>(sql, reader, values));
  }

  /** All rows, in the order of the query. */
  public static <T> List<T> query(Connection connection, Query<T> query) throws SQLException {
    var rows = new Rows<>(query);
    send(connection, rows.statement());
    return rows.get();
  }

  /** What a query brings with the next round trip. */
  @FunctionalInterface
  public interface Later<T> {
    /** What it brought; makes the round trip if nothing has since it was asked for. */
    T get() throws SQLException;

    /** The same, seen as something else. */
    default <R> Later<R> map(Mapping<T, R> mapping) {
      return () -> mapping.of(get());
    }
  }

  /** Makes one thing of another. */
  @FunctionalInterface
  public interface Mapping<T, R> {
    R of(T value) throws SQLException;
  }

  /**
   * All rows, in the order of the query, which goes to the server with the next statement whose
   * answer is asked for: several queries cost one round trip. Each runs in its turn and sees what
   * was committed when it began.
   */
  public static <T> Later<List<T>> later(Connection connection, Query<T> query)
      throws SQLException {
    var transaction = Transaction.on(connection);
    if (transaction.isEmpty()) {
      var found = query(connection, query);
      return () -> found;
    }
    var rows = new Rows<>(query);
    transaction.get().add(rows.statement());
    return () -> {
      if (!rows.haveCome()) sendWaiting(connection);
      return rows.get();
    };
  }

  /** The rows of a query, once they have come. */
  private static final class Rows<T> {
    private final Query<T> query;
    private @Nullable List<T> list;

    Rows(Query<T> query) {
      this.query = query;
    }

    Transaction.Waiting statement() {
      return new Transaction.Waiting(query.sql(), query.values(), this::read);
    }

    private void read(PreparedStatement statement) throws SQLException {
      var read = new ArrayList<T>();
      try (var rows = statement.getResultSet()) {
        while (rows.next()) read.add(query.reader().read(rows));
      }
      list = read;
    }

    boolean haveCome() {
      return list != null;
    }

    List<T> get() {
      if (list == null) throw new IllegalStateException("never sent: " + query.sql());
      return list;
    }
  }

  /**
   * All rows of two queries, the second run after the first, in one round trip. Each sees what was
   * committed when it began: behind a lock of the first the second sees what the lock waited for.
   */
  public static <A, B> Both<A, B> both(Connection connection, Query<A> first, Query<B> second)
      throws SQLException {
    var before = new Rows<>(first);
    var after = new Rows<>(second);
    send(connection, before.statement(), after.statement());
    return new Both<>(before.get(), after.get());
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
    if (transaction.isPresent()) transaction.get().add(Transaction.Waiting.write(sql, values));
    else update(connection, sql, values);
  }

  /** Rows changed. */
  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    int[] count = new int[1];
    send(
        connection,
        new Transaction.Waiting(sql, values, statement -> count[0] = statement.getUpdateCount()));
    return count[0];
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

  /** Makes the round trip for all that waits. */
  static void sendWaiting(Connection connection) throws SQLException {
    send(connection);
  }

  /** Runs all that waits and then {@code more}, in one round trip. */
  private static void send(Connection connection, Transaction.Waiting... more) throws SQLException {
    var all = new ArrayList<>(Transaction.waitingOn(connection));
    all.addAll(List.of(more));
    var text = new StringJoiner(";\n");
    for (var waiting : all) text.add(waiting.sql());
    try (var statement = connection.prepareStatement(text.toString())) {
      int index = 0;
      for (var waiting : all) {
        for (var value : waiting.values()) bind(connection, statement, ++index, value);
      }
      statement.execute();
      for (int i = 0; i < all.size(); i++) {
        if (i > 0) statement.getMoreResults();
        all.get(i).answer().read(statement);
      }
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
        @Nullable String[] texts = new @Nullable String[times.length];
        for (int i = 0; i < times.length; i++) texts[i] = Objects.toString(times[i], null);
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
