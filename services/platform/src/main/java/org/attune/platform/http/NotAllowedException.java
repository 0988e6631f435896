package org.attune.platform.http;

/** The caller may not do this, or may not know that it exists; answered with 401, 403 or 404. */
public final class NotAllowedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private NotAllowedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** No token, or one that does not hold. */
  public static NotAllowedException unauthenticated() {
    return new NotAllowedException(401, "Send a valid token as Authorization: Bearer.");
  }

  /** The role may not do this. */
  public static NotAllowedException forbidden() {
    return new NotAllowedException(403, "This role may not do that.");
  }

  /** Whether it exists is none of the caller's business. */
  public static NotAllowedException notFound() {
    return new NotAllowedException(404, "There is nothing here for you.");
  }

  int status() {
    return status;
  }
}
