package org.attune.enrollment.delivery;

import java.time.Instant;
import java.util.Optional;
import org.attune.platform.event.EventKey;

/**
 * What another service wants a participant, or staff about a participant, to be told.
 *
 * @param key the participant who is told, or about whom staff are
 * @param id of the slot, visit or alert it is about
 * @param occasion which message about it, for example {@code prompt} or {@code reminder-1}
 * @param link path inside the app, from {@code /} on
 * @param role of staff at the participant's site who are told in the participant's place
 * @param until from when on nobody must be told of it any more
 * @param tellsArm true if only participants of some arms are told such a thing
 */
public record DeliveryRequest(
    EventKey key,
    String id,
    String occasion,
    Kind kind,
    String link,
    Optional<String> role,
    Optional<Instant> until,
    boolean tellsArm) {
  /**
   * What it must be to be sent.
   *
   * @throws IllegalArgumentException if there is a role but the kind is not {@link Kind#SAFETY}, or
   *     the other way round
   */
  public DeliveryRequest {
    if (role.isPresent() != (kind == Kind.SAFETY)) {
      throw new IllegalArgumentException("staff, and staff alone, are told of safety");
    }
  }

  /** A message to the participant. */
  public DeliveryRequest(EventKey key, String id, String occasion, Kind kind, String link) {
    this(key, id, occasion, kind, link, Optional.empty(), Optional.empty(), false);
  }

  /** True if it must not reach anybody any more. */
  boolean isLate(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }

  /** What a message is about; it chooses the words. */
  public enum Kind {
    PROMPT,
    ASSESSMENT,
    NOTICE,
    /** An alert, to staff only. */
    SAFETY
  }
}
