package org.attune.ema.handle;

import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.platform.event.EventKey;

/** What brings a prompt to a participant. Idempotent by slot and occasion. */
@FunctionalInterface
public interface Channel {
  /**
   * What a channel answered.
   *
   * @param channel which one: {@code email} or {@code none}
   */
  record Delivered(String channel, DeliveryOutcome outcome) {}

  /**
   * Hands a prompt or a reminder over.
   *
   * @param occasion {@code prompt} or {@code reminder-1} and so on
   * @return empty if it is not known what came of it; asking again is harmless
   */
  Optional<Delivered> deliver(EventKey participant, UUID slotId, String occasion);
}
