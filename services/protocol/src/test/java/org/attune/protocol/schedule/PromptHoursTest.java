package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.junit.jupiter.api.Test;

/** When something may be sent; quiet hours here are 22:00 to 08:00. */
class PromptHoursTest {
  private static final PromptHours DAY = PromptHours.outside(time("22:00"), time("08:00"));

  @Test
  void quiet_hours_begin_with_their_first_minute_and_end_with_their_last() {
    assertThat(DAY.holds(time("07:59"))).isFalse();
    assertThat(DAY.holds(time("08:00"))).isTrue();
    assertThat(DAY.holds(time("21:59"))).isTrue();
    assertThat(DAY.holds(time("22:00"))).isFalse();
  }

  @Test
  void quiet_hours_from_midnight_leave_the_evening() {
    var hours = PromptHours.outside(time("00:00"), time("08:00"));
    assertThat(hours.holds(time("23:59"))).isTrue();
    assertThat(hours.holds(time("00:00"))).isFalse();
    assertThat(PromptHours.outside(time("01:00"), time("08:00"))).isEqualTo(hours);
  }

  @Test
  void equal_times_are_no_quiet_hours() {
    assertThat(PromptHours.outside(time("08:00"), time("08:00"))).isEqualTo(PromptHours.ALL_DAY);
  }

  @Test
  void a_participant_may_narrow_the_day_and_never_widen_it() {
    assertThat(hours("09:00", "21:00").isWithin(DAY)).isTrue();
    assertThat(DAY.isWithin(DAY)).isTrue();
    assertThat(hours("07:59", "21:00").isWithin(DAY)).isFalse();
    assertThat(hours("09:00", "22:01").isWithin(DAY)).isFalse();
    assertThat(hours("09:00", "00:00").isWithin(DAY)).isFalse();
    assertThat(DAY.isWithin(PromptHours.ALL_DAY)).isTrue();
  }

  @Test
  void hours_over_midnight_are_refused() {
    assertThatThrownBy(() -> hours("20:00", "08:00"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt hours from 20:00 end at 08:00");
  }

  @Test
  void narrowed_hours_must_hold_the_prompts_of_a_day() {
    // Five prompts 90 minutes apart take six hours and the minute of the last.
    var random = plan(new EmaPlan.Random(5, time("09:00"), time("21:00"), Duration.ofMinutes(90)));
    assertThat(hours("10:00", "16:01").canHold(random)).isTrue();
    assertThat(hours("10:00", "16:00").canHold(random)).isFalse();
    assertThat(hours("08:00", "15:01").canHold(random)).isTrue(); // from 09:00 on
    assertThat(hours("08:00", "15:00").canHold(random)).isFalse();
    var fixed = plan(new EmaPlan.Fixed(List.of(time("08:30"), time("20:00"))));
    assertThat(hours("08:30", "20:01").canHold(fixed)).isTrue();
    assertThat(hours("08:30", "20:00").canHold(fixed)).isFalse();
    assertThat(hours("08:31", "20:01").canHold(fixed)).isFalse();
  }

  private static PromptHours hours(String from, String until) {
    return new PromptHours(time(from), time(until));
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text);
  }

  private static EmaPlan plan(EmaPlan.Times times) {
    return new EmaPlan(
        "daily",
        new Anchor("consent", Period.ofDays(1)),
        14,
        times,
        Duration.ofMinutes(30),
        List.of(),
        "momentary");
  }
}
