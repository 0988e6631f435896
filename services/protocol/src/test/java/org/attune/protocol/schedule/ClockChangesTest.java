package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When clocks go forward. */
class ClockChangesTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2038-01-01T00:00:00Z");

  @Test
  void no_clock_anywhere_goes_forward_by_day() {
    for (var id : ZoneId.getAvailableZoneIds()) {
      var rules = ZoneId.of(id).getRules();
      for (var change = rules.nextTransition(FROM);
          change != null && change.getInstant().isBefore(UNTIL);
          change = rules.nextTransition(change.getInstant())) {
        if (!change.isGap()) continue;
        var begins = change.getDateTimeBefore().toLocalTime();
        var ends = change.getDateTimeAfter().toLocalTime();
        boolean atNight =
            !begins.isBefore(ClockChanges.DAYTIME_UNTIL)
                || !ends.isAfter(ClockChanges.DAYTIME_FROM);
        assertThat(atNight).as("%s %s", id, change).isTrue();
      }
    }
  }

  @Test
  void the_zones_of_sites_come_first_and_all_others_after_them() {
    var madrid = ZoneId.of("Europe/Madrid");
    var hour = LocalTime.of(2, 30);
    assertThat(ClockChanges.within(hour, hour, FROM, UNTIL, List.of(madrid)))
        .hasValueSatisfying(gap -> assertThat(gap.zone()).isEqualTo(madrid));
    assertThat(ClockChanges.within(LocalTime.of(9, 0), LocalTime.of(21, 0), FROM, UNTIL, List.of()))
        .isEmpty();
    var midnight = LocalTime.of(0, 15); // Cairo, Beirut and others
    assertThat(ClockChanges.within(midnight, midnight, FROM, UNTIL, List.of(madrid)))
        .hasValueSatisfying(gap -> assertThat(gap.zone()).isNotEqualTo(madrid));
    var evening = LocalTime.of(23, 30); // Nuuk, over midnight
    assertThat(ClockChanges.within(evening, evening, FROM, UNTIL, List.of(madrid)))
        .hasValueSatisfying(gap -> assertThat(gap.zone().getId()).startsWith("America/"));
  }
}
