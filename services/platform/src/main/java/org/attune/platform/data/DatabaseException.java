package org.attune.platform.data;

import java.sql.SQLException;

/** Nothing could be read or recorded: the database is unreachable or refused. Retried by loops. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
