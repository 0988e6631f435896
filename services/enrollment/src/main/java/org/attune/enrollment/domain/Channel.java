package org.attune.enrollment.domain;

/** How a participant wants to be reached. */
public enum Channel {
  EMAIL,
  /** Not at all: the participant opens the app without being asked. */
  NONE
}
