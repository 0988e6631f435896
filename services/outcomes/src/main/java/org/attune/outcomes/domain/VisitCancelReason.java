package org.attune.outcomes.domain;

/** Why assessments are not asked any more. */
public enum VisitCancelReason {
  /** A value this build does not know. */
  UNKNOWN,
  /** The participant left the follow-up. */
  LEFT,
  /** A later plan has no such occasion. */
  REPLANNED,
  /** The participant will not be allocated. */
  NOT_RANDOMIZED,
  /** The study was closed. */
  STUDY_CLOSED
}
