package org.attune.platform.event;

/** Bytes that are not an event this process can read. Carries no payload. */
public final class UndecodableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecodableEventException(String message) {
    super(message);
  }

  public UndecodableEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
