package org.attune.enrollment.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.domain.Channel;

/**
 * Decides over which channel a message is tried next. Pure: same arguments, same answer.
 *
 * <p>A channel that refuses passes a message on to the next. Where it is not known whether a
 * channel took it, no other channel gets it, for that might show it twice; it is tried again there
 * if that channel removes duplicates, and else stays uncertain for good.
 */
final class Fallback {
  /** How long a claim without an answer counts as one that is being sent. */
  static final Duration CLAIM_LASTS = Duration.ofMinutes(2);

  private Fallback() {}

  /**
   * What is known of an attempt over one channel.
   *
   * @param verdict empty between the claim and the channel's word
   * @param cause why, as a code
   * @param maybe whether at one time it was not known if the channel took the message
   * @param at study time of the claim
   */
  record Attempt(
      Channel channel, Optional<Verdict> verdict, String cause, boolean maybe, Instant at) {
    boolean is(Verdict what) {
      return verdict.equals(Optional.of(what));
    }

    /** True if the channel took the message or it is not known whether it did. */
    boolean mayBeTaken() {
      return maybe || verdict.isEmpty() || is(Verdict.UNKNOWN) || is(Verdict.ACCEPTED);
    }
  }

  /** What follows. */
  sealed interface Next {
    /** Nothing is tried now. */
    record Settled(Outcome outcome, Optional<Channel> by) implements Next {}

    /** This channel. */
    record Try(Channel channel) implements Next {}
  }

  /**
   * @param order channels with an address and a carrier, as they are to be tried; {@code NONE} at
   *     the end: the app shows it if nothing else does
   * @param attempts so far, by channel
   * @param tried channels that answered within this request
   * @param removesDuplicates of channels
   */
  static Next next(
      List<Channel> order,
      Map<Channel, Attempt> attempts,
      Set<Channel> tried,
      Predicate<Channel> removesDuplicates,
      Instant now) {
    for (var attempt : attempts.values()) {
      if (attempt.mayBeTaken()) return again(order, attempt, tried, removesDuplicates, now);
    }
    Optional<Channel> failed = Optional.empty();
    Optional<Channel> rejected = Optional.empty();
    for (var channel : order) {
      if (channel == Channel.NONE) continue;
      var attempt = attempts.get(channel);
      if (attempt == null) return new Next.Try(channel);
      if (attempt.is(Verdict.FAILED)) {
        if (!tried.contains(channel)) return new Next.Try(channel);
        failed = failed.or(() -> Optional.of(channel));
      }
      if (attempt.is(Verdict.REJECTED)) rejected = Optional.of(channel);
    }
    if (failed.isPresent()) return new Next.Settled(Outcome.FAILED, failed);
    return rejected.isPresent() && !order.contains(Channel.NONE)
        ? new Next.Settled(Outcome.REJECTED, rejected)
        : new Next.Settled(Outcome.NO_CHANNEL, Optional.empty());
  }

  /** What follows where one channel took the message or may have: no other channel gets it. */
  private static Next again(
      List<Channel> order,
      Attempt attempt,
      Set<Channel> tried,
      Predicate<Channel> removesDuplicates,
      Instant now) {
    var channel = attempt.channel();
    if (attempt.is(Verdict.ACCEPTED)) return settled(Outcome.ACCEPTED, channel);
    boolean refused = attempt.is(Verdict.REJECTED) || attempt.is(Verdict.GONE);
    if (refused || !order.contains(channel)) return settled(Outcome.UNCERTAIN, channel);
    if (removesDuplicates.test(channel)) {
      return tried.contains(channel) ? settled(Outcome.FAILED, channel) : new Next.Try(channel);
    }
    boolean underWay = attempt.verdict().isEmpty() && now.isBefore(attempt.at().plus(CLAIM_LASTS));
    return settled(underWay ? Outcome.FAILED : Outcome.UNCERTAIN, channel);
  }

  private static Next settled(Outcome outcome, Channel by) {
    return new Next.Settled(outcome, Optional.of(by));
  }
}
