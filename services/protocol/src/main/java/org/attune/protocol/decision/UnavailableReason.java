package org.attune.protocol.decision;

/** Why nothing could be given at a decision point. */
public enum UnavailableReason {
  /** The window closed with nothing received. */
  NOT_ANSWERED,
  /**
   * The answer was completed in the window and came more than {@link OnlineAnswer#ONLINE_WITHIN}
   * after its completion: the device was offline, and the moment was over.
   */
  ARRIVED_LATE,
  /** The participant dismissed the prompt. */
  DECLINED,
  /** No channel took the prompt. */
  NOT_DELIVERED,
  /** The study was paused. */
  PAUSED,
  /** The study was closed. */
  STUDY_CLOSED,
  /** The condition of availability was false. */
  CONDITION_FALSE,
  /** The condition depends on an item that was left out. */
  CONDITION_UNKNOWN
}
