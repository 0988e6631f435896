package org.attune.ema.handle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.PassedOver;
import org.attune.platform.event.EventKey;

/** What brings prompts to participants. Idempotent by slot and occasion. */
@FunctionalInterface
public interface Channel {
  /**
   * A prompt or a reminder that is to reach somebody.
   *
   * @param occasion {@code prompt} or {@code reminder-1} and so on
   * @param until from when on it must not reach anybody
   * @param tellsArm true if only participants of some arms get it
   */
  record Message(
      EventKey participant, UUID slotId, String occasion, Instant until, boolean tellsArm) {}

  /**
   * What a channel answered.
   *
   * @param channel which one, for example {@code email}, or {@code none}
   * @param acceptedAt when it took the message
   * @param passedOver channels that were tried before
   * @param retryAfter how long a channel asks to be left alone
   */
  record Delivered(
      String channel,
      DeliveryOutcome outcome,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver,
      Optional<Duration> retryAfter) {
    public Delivered(String channel, DeliveryOutcome outcome) {
      this(channel, outcome, Optional.empty(), List.of(), Optional.empty());
    }
  }

  /**
   * Hands prompts and reminders over.
   *
   * @return for each message in turn: empty if it is not known what came of it; asking again is
   *     harmless
   */
  List<Optional<Delivered>> deliver(List<Message> messages);
}
