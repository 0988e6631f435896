package org.attune.platform.data;

import java.sql.SQLException;
import java.util.Set;

/** Nothing could be read or recorded: the database is unreachable or refused. Retried by loops. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLSTATE classes of statements that fail alike however often they are tried. */
  private static final Set<String> PERMANENT = Set.of("0A", "22", "23", "42");

  private final boolean permanent;

  public DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
    var state = cause.getSQLState();
    permanent = state != null && state.length() == 5 && PERMANENT.contains(state.substring(0, 2));
  }

  /**
   * True if the database works and refuses the statement itself (data, constraints, syntax, rights:
   * PostgreSQL appendix A), so that trying again is no use.
   */
  public boolean isPermanent() {
    return permanent;
  }
}
