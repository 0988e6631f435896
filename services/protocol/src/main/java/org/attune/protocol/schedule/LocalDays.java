package org.attune.protocol.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Where local days begin and end on the time line. */
public final class LocalDays {
  private LocalDays() {}

  /**
   * First valid instant of {@code date} in {@code zone}; for a day that does not exist there, the
   * start of the next that does.
   */
  public static Instant start(LocalDate date, ZoneId zone) {
    return resolve(date.atStartOfDay(), zone).toInstant();
  }

  /** Start of the next day that exists: the first instant after {@code date}. */
  public static Instant end(LocalDate date, ZoneId zone) {
    return start(date.plusDays(1), zone);
  }

  /** False for a day the zone jumped over, for example 2011-12-30 in Apia. */
  public static boolean exists(LocalDate date, ZoneId zone) {
    return start(date, zone).isBefore(end(date, zone));
  }

  /**
   * The instant at which the clock shows {@code time} on {@code date}: in a gap the first valid one
   * after it, in an overlap the first.
   */
  public static Instant at(LocalDate date, LocalTime time, ZoneId zone) {
    return resolve(date.atTime(time), zone).toInstant();
  }

  /**
   * The instant a local time names, with what the clock shows then: in a gap the first valid
   * instant after it, in an overlap the first occurrence.
   */
  static OffsetDateTime resolve(LocalDateTime local, ZoneId zone) {
    var rules = zone.getRules();
    var offsets = rules.getValidOffsets(local);
    if (!offsets.isEmpty()) return local.atOffset(offsets.getFirst()); // first: the earlier
    var gap = rules.getTransition(local);
    return gap.getDateTimeAfter().atOffset(gap.getOffsetAfter());
  }
}
