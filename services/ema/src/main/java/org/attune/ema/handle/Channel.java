package org.attune.ema.handle;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.platform.event.EventKey;

/** What brings prompts to participants. Idempotent by slot and occasion. */
@FunctionalInterface
public interface Channel {
  /**
   * A prompt or a reminder that is to reach somebody.
   *
   * @param occasion {@code prompt} or {@code reminder-1} and so on
   */
  record Message(EventKey participant, UUID slotId, String occasion) {}

  /**
   * What a channel answered.
   *
   * @param channel which one: {@code email} or {@code none}
   */
  record Delivered(String channel, DeliveryOutcome outcome) {}

  /**
   * Hands prompts and reminders over.
   *
   * @return for each message in turn: empty if it is not known what came of it; asking again is
   *     harmless
   */
  List<Optional<Delivered>> deliver(List<Message> messages);
}
