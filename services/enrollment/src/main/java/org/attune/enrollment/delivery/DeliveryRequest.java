package org.attune.enrollment.delivery;

import org.attune.platform.event.EventKey;

/**
 * What another service wants a participant to be told.
 *
 * @param id of the slot or visit it is about
 * @param occasion which message about it, for example {@code prompt} or {@code reminder-1}
 * @param link path inside the app, from {@code /} on
 */
public record DeliveryRequest(EventKey key, String id, String occasion, Kind kind, String link) {
  /** What a message is about; it chooses the words. */
  public enum Kind {
    PROMPT,
    ASSESSMENT,
    NOTICE
  }
}
