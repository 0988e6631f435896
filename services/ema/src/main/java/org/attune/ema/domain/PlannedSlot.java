package org.attune.ema.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One planned prompt within a day's plan.
 *
 * @param slotId the same for every plan of this occasion
 * @param index position within the local day, from 1
 * @param scheduledAt when it is sent
 * @param scheduledLocal the same on the participant's clock, {@code YYYY-MM-DDTHH:MM:SS}
 * @param utcOffsetMinutes local minus UTC at that moment
 * @param expiresAt when its window closes; an answer completed at or after it is late
 * @param reminders when it is reminded of, ascending, each before {@code expiresAt}
 */
public record PlannedSlot(
    UUID slotId,
    int index,
    Instant scheduledAt,
    String scheduledLocal,
    int utcOffsetMinutes,
    Instant expiresAt,
    List<Instant> reminders) {}
