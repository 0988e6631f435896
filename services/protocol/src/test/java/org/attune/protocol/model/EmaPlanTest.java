package org.attune.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which days of a schedule have prompts; it begins on Monday, 2 March 2026, two prompts a day. */
class EmaPlanTest {
  private static final LocalDate ANCHOR = LocalDate.parse("2026-03-01");

  private static EmaPlan lasting(int days, EmaPlan.Only only) {
    return new EmaPlan(
        "daily",
        new Anchor("consent", Period.ofDays(1)),
        days,
        new EmaPlan.Fixed(List.of(LocalTime.of(9, 0), LocalTime.of(18, 0))),
        Duration.ofMinutes(30),
        List.of(),
        "momentary",
        only,
        Duration.ZERO);
  }

  private static EmaPlan.Only weekdays(DayOfWeek... days) {
    return new EmaPlan.Only(
        List.of(days), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  private static List<LocalDate> dates(String... dates) {
    return Stream.of(dates).map(LocalDate::parse).toList();
  }

  @Test
  void every_day_has_prompts_unless_said() {
    assertThat(lasting(3, EmaPlan.Only.ALL).dates(ANCHOR))
        .isEqualTo(dates("2026-03-02", "2026-03-03", "2026-03-04"));
  }

  @Test
  void days_of_the_week_are_those_of_the_calendar() {
    assertThat(lasting(14, weekdays(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY)).dates(ANCHOR))
        .isEqualTo(dates("2026-03-03", "2026-03-08", "2026-03-10", "2026-03-15"));
  }

  @Test
  void bursts_are_weeks_from_the_first_day_on() {
    var bursts =
        new EmaPlan.Only(List.of(), List.of(1, 3), List.of(), Optional.empty(), Optional.empty());
    var plan = lasting(28, bursts);
    assertThat(plan.dates(ANCHOR)).hasSize(14).startsWith(LocalDate.parse("2026-03-02"));
    assertThat(plan.dates(ANCHOR).get(7)).isEqualTo("2026-03-16");
    assertThat(plan.lastDay(ANCHOR)).isEqualTo("2026-03-22");
  }

  @Test
  void excepted_dates_and_those_after_the_last_have_none() {
    var only =
        new EmaPlan.Only(
            List.of(),
            List.of(),
            dates("2026-03-03"),
            Optional.of(LocalDate.parse("2026-03-04")),
            Optional.empty());
    assertThat(lasting(7, only).dates(ANCHOR)).isEqualTo(dates("2026-03-02", "2026-03-04"));
    assertThat(lasting(7, only).promptsOn(LocalDate.parse("2026-03-03"), ANCHOR)).isZero();
  }

  @Test
  void the_last_day_has_what_is_left_of_the_number_in_all() {
    var only =
        new EmaPlan.Only(
            List.of(DayOfWeek.MONDAY), List.of(), List.of(), Optional.empty(), Optional.of(5));
    var plan = lasting(70, only);
    assertThat(plan.dates(ANCHOR)).isEqualTo(dates("2026-03-02", "2026-03-09", "2026-03-16"));
    assertThat(plan.promptsOn(LocalDate.parse("2026-03-09"), ANCHOR)).isEqualTo(2);
    assertThat(plan.promptsOn(LocalDate.parse("2026-03-16"), ANCHOR)).isEqualTo(1);
    assertThat(plan.promptsOn(LocalDate.parse("2026-03-23"), ANCHOR)).isZero();
  }

  @Test
  void a_schedule_without_any_day_ends_before_it_begins() {
    var only =
        new EmaPlan.Only(
            List.of(),
            List.of(),
            List.of(),
            Optional.of(LocalDate.parse("2026-02-01")),
            Optional.empty());
    assertThat(lasting(7, only).dates(ANCHOR)).isEmpty();
    assertThat(lasting(7, only).lastDay(ANCHOR)).isEqualTo(ANCHOR);
  }
}
