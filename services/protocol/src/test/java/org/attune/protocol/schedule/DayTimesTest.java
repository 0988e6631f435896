package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.junit.jupiter.api.Test;

/** The times of a day by kind of schedule, alone and beside others. */
class DayTimesTest {
  private static final byte[] SECRET = new byte[32];

  private static EmaPlan plan(EmaPlan.Times times, Duration distance) {
    return new EmaPlan(
        "daily",
        new Anchor("consent", Period.ZERO),
        7,
        times,
        Duration.ofMinutes(30),
        List.of(),
        "momentary",
        EmaPlan.Only.ALL,
        distance);
  }

  private static List<LocalTime> times(EmaPlan plan, PromptHours hours, List<LocalTime> before) {
    return new DayTimes(plan, hours)
        .times(before, () -> new Draws(SECRET, before.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text);
  }

  @Test
  void intervals_begin_with_the_first_minute_that_is_allowed() {
    var every = new EmaPlan.Every(Duration.ofHours(2), time("09:00"), time("16:00"));
    var plan = plan(every, Duration.ZERO);
    assertThat(every.count()).isEqualTo(4);
    assertThat(times(plan, PromptHours.ALL_DAY, List.of()))
        .containsExactly(time("09:00"), time("11:00"), time("13:00"), time("15:00"));
    assertThat(times(plan, new PromptHours(time("10:30"), time("14:00")), List.of()))
        .containsExactly(time("10:30"), time("12:30"));
    assertThat(
            new DayTimes(plan, new PromptHours(time("17:00"), time("20:00")))
                .fitsBeside(Neighbours.NONE))
        .isFalse();
  }

  @Test
  void what_the_participant_starts_has_no_times() {
    var plan = plan(new EmaPlan.Started(6, Duration.ofMinutes(30)), Duration.ZERO);
    assertThat(times(plan, PromptHours.ALL_DAY, List.of())).isEmpty();
    assertThat(
            new DayTimes(plan, new PromptHours(time("10:00"), time("10:01")))
                .fitsBeside(Neighbours.NONE))
        .isTrue();
  }

  @Test
  void narrowed_hours_are_divided_anew() {
    var stratified =
        new EmaPlan.Stratified(4, time("09:00"), time("21:00"), Duration.ofMinutes(30));
    var hours = new PromptHours(time("14:00"), time("18:00"));
    var times = times(plan(stratified, Duration.ZERO), hours, List.of());
    assertThat(times).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(times.get(i)).isBetween(time("14:00").plusHours(i), time("14:59").plusHours(i));
    }
  }

  /**
   * Whatever is said to fit beside others fits beside any of them, keeps its distance from each and
   * stays in order; and where others are packed as badly as can be, nothing smaller is enough.
   */
  @Test
  void what_fits_beside_others_fits_wherever_they_lie() {
    long seed = 20261129;
    var random = new SplittableRandom(seed);
    int fitting = 0;
    for (int n = 0; n < 3_000; n++) {
      int count = random.nextInt(1, 6);
      var from = LocalTime.MIN.plusMinutes(random.nextInt(600));
      var until = from.plusMinutes(random.nextInt(10, 700));
      var apart = Duration.ofMinutes(random.nextInt(1, 60));
      var distance = Duration.ofMinutes(random.nextInt(1, 25));
      EmaPlan.Drawn drawn =
          random.nextBoolean()
              ? new EmaPlan.Random(count, from, until, apart)
              : new EmaPlan.Stratified(count, from, until, apart);
      var plan = plan(drawn, distance);
      int others = random.nextInt(0, 5);
      if (!new DayTimes(plan, PromptHours.ALL_DAY).fitsBeside(drawn(others))) continue;
      fitting++;
      var before = new ArrayList<LocalTime>();
      for (int other = 0; other < others; other++) {
        before.add(LocalTime.MIN.plusMinutes(random.nextInt(24 * 60)));
      }
      var times = times(plan, PromptHours.ALL_DAY, before);
      assertThat(times).as("seed %d, draw %d: %s beside %s", seed, n, drawn, before).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(times.get(i)).isBetween(from, until);
        if (i > 0) {
          assertThat(Duration.between(times.get(i - 1), times.get(i)))
              .isGreaterThanOrEqualTo(apart);
        }
        for (var other : before) {
          assertThat(Duration.between(other, times.get(i)).abs()).isGreaterThanOrEqualTo(distance);
        }
      }
    }
    assertThat(fitting).isGreaterThan(500);
  }

  /** Another schedule of so many random prompts, which may fall anywhere. */
  private static Neighbours drawn(int prompts) {
    var anywhere =
        new EmaPlan.Random(prompts, LocalTime.MIN, LocalTime.of(23, 59), Duration.ofMinutes(1));
    return new Neighbours(List.of(plan(anywhere, Duration.ZERO)));
  }

  @Test
  void beside_fixed_times_it_is_enough_that_some_set_is_left() {
    var fixed = plan(new EmaPlan.Fixed(List.of(time("10:00"), time("11:00"))), Duration.ZERO);
    var neighbours = new Neighbours(List.of(fixed));
    var tight = new EmaPlan.Random(2, time("10:10"), time("10:50"), Duration.ofMinutes(20));
    var plan = plan(tight, Duration.ofMinutes(20));
    assertThat(new DayTimes(plan, PromptHours.ALL_DAY).fitsBeside(neighbours)).isTrue();
    assertThat(new DayTimes(plan, PromptHours.ALL_DAY).fitsBeside(drawn(2))).isFalse();
    assertThat(times(plan, PromptHours.ALL_DAY, List.of(time("10:00"), time("11:00"))))
        .containsExactly(time("10:20"), time("10:40"));
    var wider = plan(tight, Duration.ofMinutes(21));
    assertThat(new DayTimes(wider, PromptHours.ALL_DAY).fitsBeside(neighbours)).isFalse();
  }
}
