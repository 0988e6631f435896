package org.attune.enrollment.delivery;

/** What became of a message. */
public enum Outcome {
  /** The channel took it. */
  ACCEPTED,
  /** It will not be sent: the address is refused, or the participant whom it would reach left. */
  REJECTED,
  /** The channel could not take it; the next request for the same occasion tries again. */
  FAILED,
  /** The participant is not reached over any channel, or nobody at the site has the role. */
  NO_CHANNEL;

  /** True if asking again gives the same answer without trying. */
  public boolean isFinal() {
    return this != FAILED;
  }
}
