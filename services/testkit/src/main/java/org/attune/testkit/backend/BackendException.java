package org.attune.testkit.backend;

/** A database server or a broker could not be started; its message says why. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendException(String message) {
    super(message);
  }

  BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
