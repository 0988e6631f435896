package org.attune.studies.domain;

/** Why a command was refused. The names are API: problem addresses and metric labels. */
public enum Refusal {
  /** Nothing was published under this name. */
  STUDY_UNKNOWN,
  /** Another text was published under this version. */
  VERSION_PUBLISHED,
  /** The next version is the last one plus 1. */
  VERSION_GAP,
  /** An amendment needs a reason and a local date in the future from which it applies. */
  AMENDMENT_INCOMPLETE,
  /** Arms, ratios, blocks and strata were committed to when the study opened. */
  ALLOCATION_COMMITTED,
  /** Everybody's prompts cannot become those of some arms, nor the other way round. */
  PROMPTS_WOULD_TELL_ARM,
  /** No version is in effect at every site yet. */
  NOT_IN_EFFECT,
  /** The study asks for things that this release would not do. */
  DECLARED_NOT_ACTED_ON,
  /** What another service said has not arrived; this is not a no. */
  NOT_KNOWN_YET,
  /** A site has nobody in a role that is told of safety alerts. */
  SAFETY_CONTACT_MISSING,
  /** The study declares an uploaded list and has none that fits. */
  ALLOCATION_LIST_MISSING,
  /** Only a rehearsal may pretend. */
  SYNTHETIC_NOT_ALLOWED,
  /** A rehearsal never runs a real study. */
  SYNTHETIC_REQUIRED,
  /** Only a rehearsal may replace the target. */
  TARGET_FIXED,
  /** The study has been opened before. */
  ALREADY_OPENED,
  /** The study has not been opened. */
  NOT_OPENED,
  /** The study has been closed. */
  ALREADY_CLOSED,
  /** A study is closed before it is locked. */
  NOT_CLOSED,
  /** The study is locked. */
  ALREADY_LOCKED
}
