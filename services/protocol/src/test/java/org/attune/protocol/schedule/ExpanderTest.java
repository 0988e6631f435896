package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.junit.jupiter.api.Test;

/** Slots of single days. Ann answers for 30 minutes, reminded after 10 and 20. */
class ExpanderTest {
  private static final UUID ANN = new UUID(0, 1);
  private static final byte[] SECRET = new byte[32];
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
  private static final LocalDate JAN_20 = LocalDate.parse("2026-01-20");

  @Test
  void fixed_times_are_sent_at_their_local_time() {
    var slots = day(fixed("08:30", "20:00"), MADRID, "2026-01-20");
    assertThat(slots)
        .extracting(Slot::at)
        .containsExactly(
            Instant.parse("2026-01-20T07:30:00Z"), Instant.parse("2026-01-20T19:00:00Z"));
    assertThat(slots).extracting(Slot::index).containsExactly(1, 2);
    assertThat(slots).extracting(Slot::utcOffsetMinutes).containsOnly(60);
    assertThat(slots.getFirst().expires()).isEqualTo(Instant.parse("2026-01-20T08:00:00Z"));
    assertThat(slots.getFirst().reminders())
        .containsExactly(
            Instant.parse("2026-01-20T07:40:00Z"), Instant.parse("2026-01-20T07:50:00Z"));
  }

  @Test
  void a_time_in_a_gap_is_sent_at_the_first_valid_instant_after_it() {
    var slot = day(fixed("02:30"), MADRID, "2026-03-29").getFirst();
    assertThat(slot.at()).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(slot.local()).isEqualTo("2026-03-29T03:00");
    assertThat(slot.utcOffsetMinutes()).isEqualTo(120);
  }

  @Test
  void two_times_in_one_gap_are_one_slot() {
    var slots = day(fixed("02:15", "02:45", "03:00", "04:00"), MADRID, "2026-03-29");
    assertThat(slots).extracting(Slot::index).containsExactly(1, 4);
  }

  @Test
  void a_time_in_an_overlap_is_sent_once_at_its_first_occurrence() {
    var slots = day(fixed("02:30", "03:00"), MADRID, "2026-10-25");
    assertThat(slots)
        .extracting(Slot::at)
        .containsExactly(
            Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T02:00:00Z"));
    assertThat(slots).extracting(Slot::utcOffsetMinutes).containsExactly(120, 60);
  }

  @Test
  void half_an_hour_of_lord_howe_is_skipped_and_repeated() {
    var howe = ZoneId.of("Australia/Lord_Howe");
    assertThat(day(fixed("02:10"), howe, "2026-10-04").getFirst().local())
        .isEqualTo("2026-10-04T02:30");
    assertThat(day(fixed("01:45"), howe, "2026-04-05").getFirst().at())
        .isEqualTo(Instant.parse("2026-04-04T14:45:00Z"));
  }

  @Test
  void a_day_that_apia_jumped_over_has_no_slots() {
    var apia = ZoneId.of("Pacific/Apia");
    assertThat(day(fixed("09:00"), apia, "2011-12-30")).isEmpty();
    assertThat(day(random(5), apia, "2011-12-30")).isEmpty();
    assertThat(day(fixed("09:00"), apia, "2011-12-29")).hasSize(1);
    assertThat(day(fixed("09:00"), apia, "2011-12-31").getFirst().at())
        .isEqualTo(Instant.parse("2011-12-30T19:00:00Z"));
  }

  @Test
  void a_day_of_sao_paulo_that_begins_at_one_has_its_midnight_prompt_at_one() {
    var slot = day(fixed("00:15"), ZoneId.of("America/Sao_Paulo"), "2018-11-04").getFirst();
    assertThat(slot.at()).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
    assertThat(slot.local()).isEqualTo("2018-11-04T01:00");
  }

  @Test
  void auckland_keeps_its_wall_clock_across_both_changes() {
    var auckland = ZoneId.of("Pacific/Auckland");
    for (var date : List.of("2026-04-04", "2026-04-05", "2026-09-26", "2026-09-27")) {
      assertThat(day(fixed("09:00"), auckland, date).getFirst().local()).isEqualTo(date + "T09:00");
    }
    assertThat(day(fixed("02:30"), auckland, "2026-09-27").getFirst().local())
        .isEqualTo("2026-09-27T03:00");
  }

  @Test
  void a_time_that_a_gap_pushes_out_of_its_day_has_no_slot() {
    // Nuuk skips 23:00 to 24:00 on the evening before.
    assertThat(day(fixed("22:30", "23:30"), ZoneId.of("America/Nuuk"), "2026-03-28"))
        .extracting(Slot::index)
        .containsExactly(1);
  }

  @Test
  void a_time_that_a_gap_pushes_into_quiet_hours_has_no_slot() {
    var hours = new PromptHours(LocalTime.of(1, 0), LocalTime.of(3, 0));
    assertThat(
            Expander.day(
                "study",
                fixed("01:30", "02:30"),
                ANN,
                MADRID,
                LocalDate.parse("2026-03-29"),
                hours,
                SECRET))
        .extracting(Slot::index)
        .containsExactly(1);
  }

  @Test
  void reminders_stop_where_the_hours_end() {
    var hours = new PromptHours(LocalTime.of(8, 0), LocalTime.of(18, 0));
    var slot = Expander.day("study", fixed("17:45"), ANN, MADRID, JAN_20, hours, SECRET).getFirst();
    assertThat(slot.reminders()).containsExactly(Instant.parse("2026-01-20T16:55:00Z"));
    assertThat(slot.expires()).isEqualTo(Instant.parse("2026-01-20T17:15:00Z"));
  }

  @Test
  void random_times_follow_the_wall_clock_and_not_the_zone() {
    var here = day(random(5), MADRID, "2026-01-20");
    var there = day(random(5), ZoneId.of("Pacific/Auckland"), "2026-01-20");
    assertThat(here).hasSize(5);
    assertThat(there).extracting(Slot::local).isEqualTo(here.stream().map(Slot::local).toList());
    assertThat(there).extracting(Slot::slotId).isEqualTo(here.stream().map(Slot::slotId).toList());
  }

  @Test
  void random_times_depend_on_secret_participant_study_schedule_and_date() {
    var other = SECRET.clone();
    other[31] = 1;
    var base = locals("study", ANN, JAN_20, SECRET);
    assertThat(locals("study", ANN, JAN_20, SECRET)).isEqualTo(base);
    assertThat(locals("study", ANN, JAN_20, other)).isNotEqualTo(base);
    assertThat(locals("study", new UUID(0, 2), JAN_20, SECRET)).isNotEqualTo(base);
    assertThat(locals("other", ANN, JAN_20, SECRET)).isNotEqualTo(base);
    assertThat(locals("study", ANN, JAN_20.plusDays(1), SECRET)).isNotEqualTo(base);
  }

  @Test
  void across_a_gap_the_distance_is_kept_on_the_clock_and_shorter_in_time() {
    // 01:30 and 03:00 are 90 minutes apart on the clock and 30 minutes in time.
    var tight =
        plan(
            new EmaPlan.Random(2, LocalTime.of(1, 30), LocalTime.of(3, 0), Duration.ofMinutes(90)));
    assertThat(day(tight, MADRID, "2026-03-29"))
        .extracting(Slot::at)
        .containsExactly(
            Instant.parse("2026-03-29T00:30:00Z"), Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(day(tight, MADRID, "2026-10-25"))
        .extracting(Slot::at)
        .containsExactly(
            Instant.parse("2026-10-24T23:30:00Z"), Instant.parse("2026-10-25T02:00:00Z"));
  }

  @Test
  void narrowed_hours_keep_all_prompts_within_them() {
    var hours = new PromptHours(LocalTime.of(10, 0), LocalTime.of(17, 0));
    var slots = Expander.day("study", random(5), ANN, MADRID, JAN_20, hours, SECRET);
    assertThat(slots).hasSize(5).allMatch(slot -> hours.holds(slot.local().toLocalTime()));
  }

  @Test
  void hours_that_cannot_hold_the_plan_are_a_fault_of_the_caller() {
    var hours = new PromptHours(LocalTime.of(10, 0), LocalTime.of(16, 0));
    assertThatThrownBy(() -> Expander.day("study", random(5), ANN, MADRID, JAN_20, hours, SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schedule daily does not fit between 10:00 and 16:00");
  }

  @Test
  void a_schedule_covers_whole_days_from_its_anchor() {
    assertThat(fixed("09:00").dates(JAN_20)).startsWith(LocalDate.parse("2026-01-21")).hasSize(14);
  }

  private static List<String> locals(String study, UUID who, LocalDate date, byte[] secret) {
    return Expander.day(study, random(5), who, MADRID, date, PromptHours.ALL_DAY, secret).stream()
        .map(slot -> slot.local().toLocalTime().toString())
        .toList();
  }

  private static List<Slot> day(EmaPlan plan, ZoneId zone, String date) {
    return Expander.day(
        "study", plan, ANN, zone, LocalDate.parse(date), PromptHours.ALL_DAY, SECRET);
  }

  private static EmaPlan fixed(String... at) {
    return plan(new EmaPlan.Fixed(Stream.of(at).map(LocalTime::parse).toList()));
  }

  private static EmaPlan random(int count) {
    return plan(
        new EmaPlan.Random(count, LocalTime.of(9, 0), LocalTime.of(21, 0), Duration.ofMinutes(90)));
  }

  private static EmaPlan plan(EmaPlan.Times times) {
    return new EmaPlan(
        "daily",
        new Anchor("consent", Period.ofDays(1)),
        14,
        times,
        Duration.ofMinutes(30),
        List.of(Duration.ofMinutes(10), Duration.ofMinutes(20)),
        "momentary");
  }
}
