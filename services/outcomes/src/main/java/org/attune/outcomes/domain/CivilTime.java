package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.attune.protocol.schedule.LocalDays;
import org.attune.protocol.schedule.PromptHours;

/**
 * When a participant may be written to about an assessment: at {@link #HOUR} local time, or when
 * the hours begin if they leave that out; never outside the hours.
 *
 * @param zone where the participant is
 * @param hours what quiet hours leave of the day, or less if the participant narrowed it
 */
public record CivilTime(ZoneId zone, PromptHours hours) {
  /** Local time of invitations, reminders and calls. */
  public static final LocalTime HOUR = LocalTime.of(10, 0);

  /** The moment of {@code date} at which something is sent. */
  public Instant on(LocalDate date) {
    return LocalDays.at(date, hours.holds(HOUR) ? HOUR : hours.from(), zone);
  }

  /** Whether something may be sent at {@code now}. */
  public boolean holds(Instant now) {
    return hours.holds(LocalTime.ofInstant(now, zone));
  }

  /** The first {@link #on} after {@code now}. */
  public Instant after(Instant now) {
    var today = LocalDate.ofInstant(now, zone);
    var at = on(today);
    return at.isAfter(now) ? at : on(today.plusDays(1));
  }
}
