package org.attune.protocol.schedule;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/** When clocks go forward, in any zone of the tz database: participants travel. */
public final class ClockChanges {
  /**
   * From here until {@link #DAYTIME_UNTIL} no clock anywhere goes forward from 2026 on, as {@code
   * ClockChangesTest} holds against the tz database.
   */
  static final LocalTime DAYTIME_FROM = LocalTime.of(4, 0);

  static final LocalTime DAYTIME_UNTIL = LocalTime.of(22, 0);

  private ClockChanges() {}

  /**
   * A clock that goes forward.
   *
   * @param change the transition; its date-times are local
   */
  public record Gap(ZoneId zone, ZoneOffsetTransition change) {}

  /**
   * A gap that takes away some minute from {@code first} to {@code last}, both included.
   *
   * @param zones searched first; all others follow
   */
  public static Optional<Gap> within(
      LocalTime first, LocalTime last, Instant from, Instant until, Collection<ZoneId> zones) {
    if (!first.isBefore(DAYTIME_FROM) && last.isBefore(DAYTIME_UNTIL)) return Optional.empty();
    var all = new ArrayList<>(zones);
    ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).forEach(all::add);
    for (var zone : all) {
      var rules = zone.getRules();
      for (var change = rules.nextTransition(from);
          change != null && change.getInstant().isBefore(until);
          change = rules.nextTransition(change.getInstant())) {
        if (change.isGap() && meets(change, first, last)) {
          return Optional.of(new Gap(zone, change));
        }
      }
    }
    return Optional.empty();
  }

  /** A gap that ends at midnight takes away the last minutes of its day. */
  private static boolean meets(ZoneOffsetTransition gap, LocalTime first, LocalTime last) {
    var begins = gap.getDateTimeBefore().toLocalTime();
    boolean overMidnight =
        !gap.getDateTimeAfter().toLocalDate().equals(gap.getDateTimeBefore().toLocalDate());
    var ends = overMidnight ? LocalTime.MAX : gap.getDateTimeAfter().toLocalTime();
    return !begins.isAfter(last) && ends.isAfter(first);
  }
}
