package org.attune.protocol.decision;

import java.time.Duration;
import java.time.Instant;

/** Whether somebody was still there when an answer arrived. */
public final class OnlineAnswer {
  /** Longest time from an answer's completion to its receipt; whoever was slower was offline. */
  public static final Duration ONLINE_WITHIN = Duration.ofMinutes(5);

  private OnlineAnswer() {}

  /**
   * True if the device was online.
   *
   * @param completedAt by corrected device time
   * @param receivedAt study time
   */
  public static boolean is(Instant completedAt, Instant receivedAt) {
    return !receivedAt.isAfter(completedAt.plus(ONLINE_WITHIN));
  }
}
