package org.attune.ema.domain;

import java.time.Instant;
import java.util.UUID;
import org.attune.protocol.model.DecisionPoint;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it stands.
 *
 * @param reason why nothing could be given; null if something could
 * @param option what was drawn; null if nothing could be given
 * @param shownAt when the device showed it, by corrected device time; null if it did not
 */
public record Given(
    UUID decisionId,
    UUID slotId,
    String point,
    Instant decidedAt,
    @Nullable String reason,
    @Nullable String option,
    @Nullable Instant shownAt) {
  /** True if there is something to show: an option that is not doing nothing. */
  public boolean isActive() {
    return option != null && !option.equals(DecisionPoint.NONE);
  }
}
