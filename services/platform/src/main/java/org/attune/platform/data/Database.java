package org.attune.platform.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.attune.platform.crash.CrashPoint;
import org.jspecify.annotations.Nullable;

/** Runs work in a transaction. Thread-safe; blocks, so never call it from an event loop. */
public final class Database {
  /**
   * Work over one connection. May run more than once, so it must have no effect but on the
   * connection; must not commit, close or keep the connection.
   */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /** Work without a result. */
  @FunctionalInterface
  public interface Act {
    void run(Connection connection) throws SQLException;
  }

  static final int ATTEMPTS_MAX = 3;

  /** Unique violation, serialization failure, deadlock: start again. */
  private static final Set<String> CONFLICTS = Set.of("23505", "40001", "40P01");

  private final DataSource dataSource;

  public Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Runs {@code act} once the transaction of this thread has committed, and never if it has not.
   *
   * @throws IllegalStateException if this thread is in no transaction
   */
  public static void afterCommit(Runnable act) {
    Transaction.current()
        .orElseThrow(() -> new IllegalStateException("not in a transaction"))
        .afterCommit(act);
  }

  /**
   * Commits if {@code work} returns, rolls back if it throws, starts again if another transaction
   * changed the same rows first.
   *
   * @throws ConcurrentChangeException if the last of {@value #ATTEMPTS_MAX} attempts lost too
   * @throws DatabaseException on any other SQL failure
   */
  public <T extends @Nullable Object> T inTransaction(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(work);
      } catch (ConcurrentChangeException lost) {
        if (attempt == ATTEMPTS_MAX) throw lost;
      }
    }
  }

  /** {@link #inTransaction(Work)} for work without a result. */
  public void transact(Act act) {
    Work<@Nullable Void> work =
        connection -> {
          act.run(connection);
          return null;
        };
    inTransaction(work);
  }

  private <T extends @Nullable Object> T attempt(Work<T> work) {
    if (Transaction.current().isPresent()) {
      throw new IllegalStateException("already in a transaction");
    }
    T result;
    Transaction transaction;
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      transaction = Transaction.begin(connection);
      try {
        result = work.run(connection);
        CrashPoint.TRANSACTION_WRITTEN.reached();
        transaction.commit();
      } catch (Throwable failure) {
        rollback(connection, failure);
        throw failure;
      } finally {
        Transaction.end();
      }
    } catch (SQLException e) {
      throw CONFLICTS.contains(e.getSQLState())
          ? new ConcurrentChangeException(e)
          : new DatabaseException(e);
    }
    CrashPoint.TRANSACTION_COMMITTED.reached();
    transaction.runActs();
    return result;
  }

  private static void rollback(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
