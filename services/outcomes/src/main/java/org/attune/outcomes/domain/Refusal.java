package org.attune.outcomes.domain;

/** Why a command is refused. Names are API: they become problem addresses. */
public enum Refusal {
  /** This service has not heard of the participant or the study yet. */
  NOT_KNOWN_YET,
  /** The participant has no such visit. */
  VISIT_UNKNOWN,
  /** The window of the visit opens later. */
  NOT_OPEN_YET,
  /** The window of the visit has closed. */
  WINDOW_CLOSED,
  /** The visit is not asked any more. */
  VISIT_CANCELLED,
  /** The questionnaire was answered before, under another answer id. */
  ALREADY_ANSWERED,
  /** The answer id belongs to another questionnaire. */
  ANSWER_ID_TAKEN,
  /** There is no such alert, or it is another site's. */
  ALERT_UNKNOWN,
  /** The alert was acknowledged before, by somebody else or in another role. */
  ALREADY_ACKNOWLEDGED,
  /** The safety rule does not tell this role, so it cannot take the alert in hand. */
  ROLE_NOT_TOLD,
  /** Nothing of the study changes any more. */
  STUDY_LOCKED,
  /** There is no such report, or no such entry of it, or it is another site's. */
  REPORT_UNKNOWN,
  /** The number of the entry was used for something else. */
  ENTRY_TAKEN,
  /** An entry with a lower number has not been made. */
  ENTRY_MISSING,
  /** A newer entry has to be reviewed. */
  ENTRY_OUTDATED,
  /** The entry was reviewed before, by somebody else or in another role. */
  ALREADY_REVIEWED,
  /** There are as many reports or entries as are kept. */
  REPORT_LIMIT
}
