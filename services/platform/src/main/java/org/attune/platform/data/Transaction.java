package org.attune.platform.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of this thread: what it has still to write, and what happens once it has
 * committed.
 *
 * <p>A write that nobody asks a count of, and a query whose rows are asked for later, wait for the
 * next query, or for the commit, and go to the server with it, in order and in one round trip
 * (decision 0012): most of what a command costs is round trips.
 */
final class Transaction {
  /** Statements that wait; the next one sends them all. */
  private static final int WAITING_MAX = 32;

  private static final String COMMIT = "commit";

  private static final ThreadLocal<@Nullable Transaction> CURRENT = new ThreadLocal<>();

  /** Reads the answer at which a statement stands. */
  @FunctionalInterface
  interface Answer {
    void read(PreparedStatement statement) throws SQLException;
  }

  /**
   * A statement that waits.
   *
   * @param values in the order of the placeholders
   * @param answer reads what came of it, when it has run
   */
  record Waiting(String sql, @Nullable Object[] values, Answer answer) {
    /** A change that nobody asks a count of. */
    static Waiting write(String sql, @Nullable Object[] values) {
      return new Waiting(sql, values, _ -> {});
    }
  }

  private final Connection connection;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Runnable> acts = new ArrayList<>();

  private Transaction(Connection connection) {
    this.connection = connection;
  }

  static Transaction begin(Connection connection) {
    var transaction = new Transaction(connection);
    CURRENT.set(transaction);
    return transaction;
  }

  static void end() {
    CURRENT.remove();
  }

  static Optional<Transaction> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** The transaction of this thread if it is on {@code connection}. */
  static Optional<Transaction> on(Connection connection) {
    return current().filter(transaction -> transaction.connection == connection);
  }

  /** What waits on {@code connection}, oldest first; whoever asks sends it. */
  static List<Waiting> waitingOn(Connection connection) {
    return on(connection).map(Transaction::takeWaiting).orElse(List.of());
  }

  private List<Waiting> takeWaiting() {
    if (waiting.isEmpty()) return List.of();
    var taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  void afterCommit(Runnable act) {
    acts.add(act);
  }

  /** Keeps a statement for the next round trip, and makes it if too many wait. */
  void add(Waiting statement) throws SQLException {
    waiting.add(statement);
    if (waiting.size() > WAITING_MAX) Sql.sendWaiting(connection);
  }

  void commit() throws SQLException {
    if (waiting.isEmpty()) connection.commit();
    else Sql.update(connection, COMMIT);
  }

  void runActs() {
    for (var act : acts) act.run();
  }
}
