package org.attune.platform.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of this thread: what it has still to write, and what happens once it has
 * committed.
 *
 * <p>A write that nobody asks a count of waits for the next query, or for the commit, and goes to
 * the server with it, in order and in one round trip (decision 0012): most of what a command costs
 * is round trips.
 */
final class Transaction {
  /** Statements that wait; the next one sends them all. */
  private static final int WAITING_MAX = 32;

  private static final String COMMIT = "commit";

  private static final ThreadLocal<@Nullable Transaction> CURRENT = new ThreadLocal<>();

  /** A statement that waits, with its values in the order of the placeholders. */
  record Write(String sql, @Nullable Object[] values) {}

  private final Connection connection;
  private final List<Write> waiting = new ArrayList<>();
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
  static List<Write> waitingOn(Connection connection) {
    return on(connection).map(Transaction::takeWaiting).orElse(List.of());
  }

  private List<Write> takeWaiting() {
    if (waiting.isEmpty()) return List.of();
    var taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  void afterCommit(Runnable act) {
    acts.add(act);
  }

  void write(String sql, @Nullable Object[] values) throws SQLException {
    waiting.add(new Write(sql, values));
    if (waiting.size() > WAITING_MAX) {
      var last = waiting.removeLast();
      Sql.update(connection, last.sql(), last.values());
    }
  }

  void commit() throws SQLException {
    if (waiting.isEmpty()) connection.commit();
    else Sql.update(connection, COMMIT);
  }

  void runActs() {
    for (var act : acts) act.run();
  }
}
