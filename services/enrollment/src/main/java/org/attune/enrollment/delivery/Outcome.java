package org.attune.enrollment.delivery;

/** What became of a message. */
public enum Outcome {
  /** The channel took it. */
  ACCEPTED,
  /** It will not be sent: the channel refuses the address, or the participant left. */
  REJECTED,
  /** The channel could not take it; the next request for the same occasion tries again. */
  FAILED,
  /** The participant is not reached over any channel. */
  NO_CHANNEL;

  /** True if asking again gives the same answer without trying. */
  public boolean isFinal() {
    return this != FAILED;
  }
}
