package org.attune.platform.consume;

/** A writer's schema is not published yet: the partition waits for it. */
public final class UnknownSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownSchemaException(long fingerprint) {
    super("no schema has the fingerprint " + Long.toHexString(fingerprint));
  }
}
