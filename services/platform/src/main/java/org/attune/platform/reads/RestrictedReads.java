package org.attune.platform.reads;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;

/**
 * The restricted reads of one service. Rows are only ever added, which the table itself sees to.
 */
public final class RestrictedReads {
  private static final String RECORD =
      """
      insert into restricted_read (study, who, role, what, reason, status) values (?, ?, ?, ?, ?, ?)
      """;

  private static final String NEWEST =
      """
      select study, who, role, what, reason, status, at from restricted_read
      where study in (?, ?) order by id desc limit ?
      """;

  private final Database database;

  /** A read, and when it was recorded by the database's clock. */
  public record Recorded(RestrictedRead read, Instant at) {}

  public RestrictedReads(Database database) {
    this.database = database;
  }

  /**
   * Records a read in a transaction of its own.
   *
   * @throws org.attune.platform.data.DatabaseException if it is not recorded: then nobody may be
   *     answered
   */
  public void record(RestrictedRead read) {
    database.transact(
        connection ->
            Sql.update(
                connection,
                RECORD,
                read.study(),
                read.who(),
                read.role(),
                read.what(),
                read.reason(),
                read.status()));
  }

  /** Reads of a study and of the whole service, the newest first, at most so many. */
  public List<Recorded> newest(String study, int most) {
    return database.inTransaction(connection -> newest(connection, study, most));
  }

  private static List<Recorded> newest(Connection connection, String study, int most)
      throws SQLException {
    return Sql.query(connection, NEWEST, RestrictedReads::read, study, Caller.ALL, most);
  }

  private static Recorded read(ResultSet row) throws SQLException {
    return new Recorded(
        new RestrictedRead(
            row.getString("study"),
            row.getString("who"),
            Role.valueOf(row.getString("role")),
            row.getString("what"),
            Optional.ofNullable(row.getString("reason")),
            row.getInt("status")),
        Sql.instant(row, "at"));
  }
}
