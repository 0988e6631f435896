package org.attune.outcomes.domain;

/** What became of a message to the participant. */
public enum DeliveryOutcome {
  /** A value this build does not know. */
  UNKNOWN,
  /** The channel took it. */
  ACCEPTED,
  /** The channel refused it for good. */
  REJECTED,
  /** The channel could not be used. */
  FAILED,
  /** The participant is reached by the app alone. */
  NO_CHANNEL
}
