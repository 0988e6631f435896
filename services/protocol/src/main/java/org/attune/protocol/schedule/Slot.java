package org.attune.protocol.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A planned prompt.
 *
 * @param slotId {@link SlotId}
 * @param schedule id of the momentary schedule
 * @param localDate the day it belongs to
 * @param index which of the day's times it is, from 1; a day across a clock change may leave one
 *     out
 * @param local what the participant's clock shows when it is sent
 * @param zone the participant's zone it was planned in
 * @param at when it is sent
 * @param utcOffsetMinutes local minus UTC at that moment; tells the two passes of an overlap apart
 * @param expires when it closes; an answer completed at or after it is late
 * @param reminders when it is brought back to mind, ascending, each before {@code expires}
 */
public record Slot(
    UUID slotId,
    String schedule,
    LocalDate localDate,
    int index,
    LocalDateTime local,
    ZoneId zone,
    Instant at,
    int utcOffsetMinutes,
    Instant expires,
    List<Instant> reminders) {
  public Slot {
    reminders = List.copyOf(reminders);
  }
}
