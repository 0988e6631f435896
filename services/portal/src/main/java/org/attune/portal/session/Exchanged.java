package org.attune.portal.session;

/** What enrollment says about a device token. */
sealed interface Exchanged {
  /**
   * The device may come in.
   *
   * @param token of five minutes
   */
  record In(String token, String study, String participant) implements Exchanged {}

  /** Nobody's token, or one that was revoked. */
  record SignedOut() implements Exchanged {}

  /** Enrollment did not say. */
  record Unavailable() implements Exchanged {}
}
