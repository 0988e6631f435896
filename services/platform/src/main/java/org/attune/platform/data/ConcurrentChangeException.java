package org.attune.platform.data;

import java.sql.SQLException;

/** Another transaction changed the same rows first, several times in a row. */
public final class ConcurrentChangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConcurrentChangeException(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  /** What was read fits together no more; the transaction has to begin again. */
  public ConcurrentChangeException(String what) {
    super(what);
  }
}
