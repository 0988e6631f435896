package org.attune.enrollment.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.attune.enrollment.channel.Sent.Verdict;
import org.attune.enrollment.delivery.Fallback.Attempt;
import org.attune.enrollment.delivery.Fallback.Next;
import org.attune.enrollment.domain.Channel;
import org.junit.jupiter.api.Test;

/** Which channel is next: push, which removes duplicates, before SMS, which does not. */
class FallbackTest {
  private static final long SEED = 20270302;
  private static final int MESSAGES = 20_000;
  private static final Instant AT = Instant.parse("2027-03-01T10:00:00Z");
  private static final List<Channel> ORDER = List.of(Channel.WEB_PUSH, Channel.SMS);

  private static Attempt attempt(Channel channel, Verdict verdict) {
    return new Attempt(channel, Optional.of(verdict), "said", false, AT);
  }

  private static Next next(Set<Channel> tried, Attempt... attempts) {
    return next(ORDER, tried, AT, attempts);
  }

  private static Next next(
      List<Channel> order, Set<Channel> tried, Instant now, Attempt... attempts) {
    var byChannel = new EnumMap<Channel, Attempt>(Channel.class);
    for (var attempt : attempts) byChannel.put(attempt.channel(), attempt);
    return Fallback.next(order, byChannel, tried, c -> c == Channel.WEB_PUSH, now);
  }

  private static Next settled(Outcome outcome, Channel by) {
    return new Next.Settled(outcome, Optional.of(by));
  }

  @Test
  void the_first_channel_is_tried_first_and_a_refusal_passes_on() {
    assertThat(next(Set.of())).isEqualTo(new Next.Try(Channel.WEB_PUSH));
    for (var no : List.of(Verdict.GONE, Verdict.REJECTED, Verdict.FAILED)) {
      assertThat(next(Set.of(Channel.WEB_PUSH), attempt(Channel.WEB_PUSH, no)))
          .as(no.name())
          .isEqualTo(new Next.Try(Channel.SMS));
    }
    assertThat(
            next(
                EnumSet.of(Channel.WEB_PUSH, Channel.SMS),
                attempt(Channel.WEB_PUSH, Verdict.GONE),
                attempt(Channel.SMS, Verdict.REJECTED)))
        .isEqualTo(settled(Outcome.REJECTED, Channel.SMS));
  }

  @Test
  void what_failed_is_tried_again_by_the_next_request_from_the_first_on() {
    var push = attempt(Channel.WEB_PUSH, Verdict.FAILED);
    var sms = attempt(Channel.SMS, Verdict.REJECTED);
    assertThat(next(EnumSet.of(Channel.WEB_PUSH, Channel.SMS), push, sms))
        .isEqualTo(settled(Outcome.FAILED, Channel.WEB_PUSH));
    assertThat(next(Set.of(), push, sms)).isEqualTo(new Next.Try(Channel.WEB_PUSH));
  }

  @Test
  void an_unknown_outcome_goes_to_no_other_channel() {
    var push = attempt(Channel.WEB_PUSH, Verdict.UNKNOWN);
    assertThat(next(Set.of(Channel.WEB_PUSH), push))
        .isEqualTo(settled(Outcome.FAILED, Channel.WEB_PUSH));
    assertThat(next(Set.of(), push)).isEqualTo(new Next.Try(Channel.WEB_PUSH));
    var maybe = new Attempt(Channel.WEB_PUSH, Optional.of(Verdict.GONE), "http-410", true, AT);
    assertThat(next(Set.of(Channel.WEB_PUSH), maybe))
        .isEqualTo(settled(Outcome.UNCERTAIN, Channel.WEB_PUSH));
    var sms = attempt(Channel.SMS, Verdict.UNKNOWN);
    assertThat(next(Set.of(), attempt(Channel.WEB_PUSH, Verdict.GONE), sms))
        .isEqualTo(settled(Outcome.UNCERTAIN, Channel.SMS));
  }

  @Test
  void a_claim_without_an_answer_is_under_way_first_and_uncertain_later() {
    var claim = new Attempt(Channel.SMS, Optional.empty(), "", false, AT);
    var order = List.of(Channel.SMS);
    assertThat(next(order, Set.of(), AT.plusSeconds(1), claim))
        .isEqualTo(settled(Outcome.FAILED, Channel.SMS));
    assertThat(next(order, Set.of(), AT.plus(Fallback.CLAIM_LASTS), claim))
        .isEqualTo(settled(Outcome.UNCERTAIN, Channel.SMS));
    var push = new Attempt(Channel.WEB_PUSH, Optional.empty(), "", false, AT);
    assertThat(next(Set.of(), push)).isEqualTo(new Next.Try(Channel.WEB_PUSH));
  }

  @Test
  void without_a_channel_or_with_none_at_the_end_the_app_shows_it() {
    var none = new Next.Settled(Outcome.NO_CHANNEL, Optional.empty());
    assertThat(next(List.of(), Set.of(), AT)).isEqualTo(none);
    assertThat(next(List.of(Channel.NONE), Set.of(), AT)).isEqualTo(none);
    assertThat(
            next(
                List.of(Channel.SMS, Channel.NONE),
                Set.of(Channel.SMS),
                AT,
                attempt(Channel.SMS, Verdict.REJECTED)))
        .isEqualTo(none);
  }

  /** Whatever channels say in whatever order, at most one shows a message. */
  @Test
  void no_message_is_shown_by_two_channels() {
    var random = new Random(SEED);
    int shown = 0;
    for (int i = 0; i < MESSAGES; i++) {
      var showing = live(random);
      assertThat(showing).as("channels that may show it, seed " + SEED).hasSizeLessThanOrEqualTo(1);
      shown += showing.size();
    }
    assertThat(shown).isGreaterThan(MESSAGES / 2);
  }

  /** Requests until one is answered for good. */
  private static Set<Channel> live(Random random) {
    var order = List.of(Channel.WEB_PUSH, Channel.EMAIL, Channel.SMS);
    var attempts = new EnumMap<Channel, Attempt>(Channel.class);
    var showing = EnumSet.noneOf(Channel.class);
    var now = AT;
    for (int request = 0; request < 6; request++) {
      var tried = EnumSet.noneOf(Channel.class);
      now = now.plusSeconds(random.nextInt(300));
      while (true) {
        var next = Fallback.next(order, attempts, tried, c -> c == Channel.WEB_PUSH, now);
        if (next instanceof Next.Settled(var outcome, _) && outcome.isFinal()) return showing;
        if (!(next instanceof Next.Try(var channel))) break;
        var verdict = Verdict.values()[random.nextInt(Verdict.values().length)];
        var before = attempts.get(channel);
        boolean maybe =
            verdict == Verdict.UNKNOWN
                || (before != null && (before.maybe() || before.verdict().isEmpty()));
        boolean ends = random.nextInt(10) == 0;
        if (verdict == Verdict.ACCEPTED || maybe) showing.add(channel);
        var told = ends ? Optional.<Verdict>empty() : Optional.of(verdict);
        attempts.put(channel, new Attempt(channel, told, "", maybe, now));
        if (ends) break;
        tried.add(channel);
      }
    }
    return showing;
  }
}
