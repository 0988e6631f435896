package org.attune.enrollment.delivery;

/** What became of a message. */
public enum Outcome {
  /** A channel took it. */
  ACCEPTED,
  /** It will not be sent: every address is refused, or who would be reached left. */
  REJECTED,
  /** No channel could take it; the next request for the same occasion tries again. */
  FAILED,
  /** A channel may have taken it and did not say so; sending again might reach somebody twice. */
  UNCERTAIN,
  /** The participant is not reached over any channel, or nobody at the site has the role. */
  NO_CHANNEL;

  /** True if asking again gives the same answer without trying. */
  public boolean isFinal() {
    return this != FAILED;
  }
}
