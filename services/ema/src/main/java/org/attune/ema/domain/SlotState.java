package org.attune.ema.domain;

/**
 * Where one slot stands.
 *
 * <pre>
 *                     PromptsPlanned (moves it)
 *                        |
 *   PromptsPlanned --&gt; PLANNED --claim--&gt; SENDING --PromptSent--&gt; SENT
 *                        |                  |                     |
 *                        +------------------+---------------------+--PromptLapsed--&gt; LAPSED
 *                        |                  |                     |                    |
 *                        +--PromptAnswered--+---------------------+--------------------+--&gt; ANSWERED
 *                        +--PromptDeclined--+---------------------+-----------------------&gt; DECLINED
 *                        +--PromptsCancelled+---------------------+-----------------------&gt; CANCELLED
 *                                           +--PromptFailed-------------------------------&gt; FAILED
 *                                                                  LAPSED--PromptExpired--&gt; EXPIRED
 * </pre>
 *
 * <p>ANSWERED, DECLINED, CANCELLED, FAILED and EXPIRED are terminal: exactly one of them ends each
 * slot. {@code PromptShown}, {@code PromptOpened} and {@code ReminderSent} set marks and move
 * nothing; {@code LateAnswerKept} and {@code PromptReported} are evidence in any state. SENDING is
 * a claim and not a fact: history does not know it, and a slot that is being sent counts as
 * planned.
 */
public enum SlotState {
  /** Waits for its time. */
  PLANNED,
  /** Handed to the delivery endpoint, whose answer is not known or was no. */
  SENDING,
  /** A channel took it, or the app shows it. */
  SENT,
  /** Its window closed with nothing received; an answer completed in it may still arrive. */
  LAPSED,
  /** Completed within the window, wholly or in part. */
  ANSWERED,
  /** Dismissed by the participant. */
  DECLINED,
  /** Nothing completed within the window arrived within the late-answers time. */
  EXPIRED,
  /** Not asked any more. */
  CANCELLED,
  /** No channel took it and nothing was answered. */
  FAILED;

  /** True if nothing follows. */
  public boolean isTerminal() {
    return switch (this) {
      case PLANNED, SENDING, SENT, LAPSED -> false;
      case ANSWERED, DECLINED, EXPIRED, CANCELLED, FAILED -> true;
    };
  }

  /** True while its window has not closed. */
  public boolean isOpen() {
    return switch (this) {
      case PLANNED, SENDING, SENT -> true;
      case LAPSED, ANSWERED, DECLINED, EXPIRED, CANCELLED, FAILED -> false;
    };
  }
}
