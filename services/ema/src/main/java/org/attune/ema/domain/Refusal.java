package org.attune.ema.domain;

/** Why a command is not done. The names are API: problem types and metric labels. */
public enum Refusal {
  /** A fact of another service that this needs has not arrived; ask again. */
  NOT_KNOWN_YET,
  /** The prompt's time has not come. */
  NOT_DUE_YET,
  /** The prompt's window has closed. */
  WINDOW_CLOSED,
  /** The prompt was answered already. */
  SLOT_ENDED,
  /** The prompt is not asked any more. */
  SLOT_CANCELLED,
  /** The participant starts no prompts of that schedule on that day. */
  NOT_STARTABLE,
  /** The participant has started as many prompts that day as the schedule takes. */
  TOO_MANY_STARTED,
  /** The participant started one of them shortly before. */
  STARTED_TOO_SOON,
  /** Nothing changes in this study any more. */
  STUDY_LOCKED,
  /** Nothing was given at this decision, so nothing can have been shown. */
  NOTHING_GIVEN,
  /** The study is not locked, and what its draws are made of stays secret. */
  NOT_LOCKED,
  /** The study has no decision points. */
  NO_DECISION_POINTS
}
