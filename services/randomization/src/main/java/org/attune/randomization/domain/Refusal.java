package org.attune.randomization.domain;

/** Why something was refused. The names are API: problem addresses and metric labels. */
public enum Refusal {
  /** It depends on what this service has not heard yet; ask again in a moment. */
  NOT_KNOWN_YET,
  /** The study allocates nobody: it has no arms. */
  NO_ARMS,
  /** Nobody is allocated before the study opens. */
  STUDY_NOT_OPEN,
  /** The study is paused; the participant waits. */
  STUDY_PAUSED,
  /** The study is closed. */
  STUDY_CLOSED,
  /** The study is full. */
  TARGET_REACHED,
  /** The participant left the study. */
  LEFT,
  /** Screening found the participant ineligible. */
  NOT_ELIGIBLE,
  /** The participant declined to consent. */
  NOT_CONSENTED,
  /** Another version of the consent form is in force. */
  CONSENT_OUTDATED,
  /** The condition of the protocol is known and does not hold. */
  CONDITION_NOT_MET,
  /** The participant falls in no declared level. */
  STRATUM_UNKNOWN,
  /** The list has no place left; the participant waits until it is longer. */
  LIST_EXHAUSTED,
  /** The study declares no list. */
  LIST_NOT_DECLARED,
  /** A list that was used up is drawn further, so that it cannot grow. */
  LIST_FIXED,
  /** What was revealed of the list and what the database has of it differ. */
  WITNESS_DISAGREES,
  /** The consent of somebody who is to have an allocation again is not in the database. */
  WITNESSED_WITHOUT_CONSENT,
  /** A seed is revealed only when the study is locked. */
  NOT_LOCKED,
  /** Unblinding asks for a sign-in for this act alone, under five minutes ago. */
  UNBLINDING_NEEDS_STEP_UP,
  /** This request was answered before; the arm is shown once. */
  ALREADY_UNBLINDED,
  /** There is no arm to be told yet. */
  NOT_RANDOMIZED_YET,
  /** The participant has no arm and will have none. */
  NOT_RANDOMIZED,
  /** The note of an unblinding is read by blinded staff and must not name an arm. */
  NOTE_NAMES_ARM
}
