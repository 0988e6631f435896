package org.attune.enrollment.domain;

/** A way to reach a participant. */
public enum Channel {
  EMAIL,
  SMS,
  /** A notification on a device whose browser was asked (RFC 8030). */
  WEB_PUSH,
  /** Not at all: the participant opens the app without being asked. */
  NONE
}
