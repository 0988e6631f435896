package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where days begin and end. */
class LocalDaysTest {
  @ParameterizedTest
  @CsvSource({
    "Europe/Madrid, 2026-03-29, 2026-03-28T23:00:00Z, PT23H",
    "Europe/Madrid, 2026-10-25, 2026-10-24T22:00:00Z, PT25H",
    "Pacific/Auckland, 2026-09-27, 2026-09-26T12:00:00Z, PT23H",
    "Australia/Lord_Howe, 2026-04-05, 2026-04-04T13:00:00Z, PT24H30M",
    "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z, PT23H",
    "America/Sao_Paulo, 2018-02-17, 2018-02-17T02:00:00Z, PT25H",
    "America/Nuuk, 2026-03-28, 2026-03-28T02:00:00Z, PT23H",
    "Pacific/Apia, 2011-12-29, 2011-12-29T10:00:00Z, PT24H",
    "Pacific/Apia, 2011-12-30, 2011-12-30T10:00:00Z, PT0S",
    "Pacific/Apia, 2011-12-31, 2011-12-30T10:00:00Z, PT24H"
  })
  void a_day_is_as_long_as_its_zone_makes_it(
      ZoneId zone, LocalDate date, String start, Duration length) {
    assertThat(LocalDays.start(date, zone)).isEqualTo(start);
    assertThat(Duration.between(LocalDays.start(date, zone), LocalDays.end(date, zone)))
        .isEqualTo(length);
    assertThat(LocalDays.exists(date, zone)).isEqualTo(!length.isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Madrid, 2026-03-29, 02:30, 2026-03-29T01:00:00Z",
    "Europe/Madrid, 2026-10-25, 02:30, 2026-10-25T00:30:00Z",
    "Europe/Madrid, 2026-06-01, 10:00, 2026-06-01T08:00:00Z"
  })
  void a_local_time_in_a_gap_is_the_first_after_it_and_in_an_overlap_the_first(
      ZoneId zone, LocalDate date, LocalTime time, String instant) {
    assertThat(LocalDays.at(date, time, zone)).isEqualTo(instant);
  }

  @Test
  void the_version_of_the_tz_database_is_a_year_and_a_letter() {
    assertThat(TimeZoneData.version()).matches("20[0-9]{2}[a-z]+");
  }
}
