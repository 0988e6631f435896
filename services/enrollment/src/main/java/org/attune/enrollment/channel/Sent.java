package org.attune.enrollment.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * What a channel said to a letter.
 *
 * @param cause why, as a code without any address, for example {@code http-503}
 * @param retryAfter how long the channel asks to be left alone, if it does
 */
public record Sent(Verdict verdict, String cause, Optional<Duration> retryAfter) {
  /** What became of a letter. */
  public enum Verdict {
    /** The channel took it. */
    ACCEPTED,
    /** It will never take it: the address or the letter is refused. */
    REJECTED,
    /** The address does not exist any more and is to be forgotten. */
    GONE,
    /** It did not take it, and may at another time. */
    FAILED,
    /** It may have taken it; nothing was heard. */
    UNKNOWN
  }

  public static Sent accepted() {
    return of(Verdict.ACCEPTED, "");
  }

  public static Sent of(Verdict verdict, String cause) {
    return new Sent(verdict, cause, Optional.empty());
  }
}
