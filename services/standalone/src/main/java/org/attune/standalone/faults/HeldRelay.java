package org.attune.standalone.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.attune.platform.data.Sql;

/**
 * Keeps a service's relay from its work by taking the lock that it needs: what is recorded
 * meanwhile stays unsent. Closing lets it go on.
 */
final class HeldRelay implements AutoCloseable {
  private static final Duration HELD_WITHIN = Duration.ofSeconds(30);

  private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(?, 0))";

  /** Ends the session that holds the lock: a relay that loses its session starts over. */
  private static final String END_HOLDER =
      """
      select pg_terminate_backend(l.pid) from pg_locks l
      where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()
        and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(?, 0)
      """;

  private final Connection connection;

  private HeldRelay(Connection connection) {
    this.connection = connection;
  }

  /**
   * @throws FaultsException if the relay does not let go of the lock
   */
  static HeldRelay of(String service, String superuserUrl)
      throws SQLException, InterruptedException {
    var connection = DriverManager.getConnection(superuserUrl);
    var lock = "attune-relay-" + service;
    for (long end = System.nanoTime() + HELD_WITHIN.toNanos(); System.nanoTime() < end; ) {
      Sql.query(connection, END_HOLDER, row -> row.getBoolean(1), lock);
      if (Sql.find(connection, TAKE, row -> row.getBoolean(1), lock).orElse(false)) {
        return new HeldRelay(connection);
      }
      Pauses.lasting(Duration.ofMillis(1));
    }
    connection.close();
    throw new FaultsException("The relay of " + service + " keeps its lock.");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
