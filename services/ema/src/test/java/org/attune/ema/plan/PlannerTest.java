package org.attune.ema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.ema.domain.EmaEvent.DeliveryOutcome;
import org.attune.ema.domain.EmaEvent.PromptSent;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.PlannedSlot;
import org.attune.ema.domain.Slot;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;
import org.junit.jupiter.api.Test;

/**
 * Plans of schedule {@code before} of docs/studies/abct-mbsr-tau: seven days from the day after
 * consent on 2 March 2026, five random prompts between 09:00 and 21:00, 90 minutes apart.
 */
class PlannerTest {
  private static final Protocol PROTOCOL =
      BundleReader.read(Bundle.read(Path.of("../../docs/studies/abct-mbsr-tau")))
          .protocol()
          .orElseThrow();
  private static final EmaPlan BEFORE = PROTOCOL.ema("before").orElseThrow();
  private static final UUID ANN = new UUID(0, 1);
  private static final byte[] SECRET = new byte[32];
  private static final LocalDate CONSENTED = LocalDate.parse("2026-03-02");
  private static final LocalDate DAY_1 = LocalDate.parse("2026-03-03");
  private static final Instant EVE = Instant.parse("2026-03-02T09:00:00Z");

  private static Planner planner(Instant now, String zone, Optional<PromptHours> narrowed) {
    var enrollee =
        new Enrollee(
            "s1",
            1,
            1,
            "es",
            ZoneId.of(zone),
            narrowed,
            Optional.of(CONSENTED),
            Optional.empty(),
            Optional.empty(),
            Optional.<CancelReason>empty(),
            Optional.empty());
    return new Planner(ANN, enrollee, Map.of("consent", CONSENTED), PROTOCOL, SECRET, now);
  }

  private static Planner inMadrid(Instant now) {
    return planner(now, "Europe/Madrid", Optional.empty());
  }

  private static PromptsPlanned dayOne() {
    return inMadrid(EVE).day(BEFORE, DAY_1).orElseThrow();
  }

  private static Map<UUID, Slot> slots(PromptsPlanned plan) {
    var slots = new LinkedHashMap<UUID, Slot>();
    for (var slot : plan.slots()) slots.put(slot.slotId(), Slot.planned(plan, slot));
    return slots;
  }

  @Test
  void a_schedule_lasts_its_days_from_the_day_after_its_anchor() {
    var course = inMadrid(EVE).begin(BEFORE, CONSENTED);
    assertThat(course.plannedThrough()).isEqualTo(CONSENTED);
    assertThat(course.last()).isEqualTo(LocalDate.parse("2026-03-09"));
    assertThat(course.isFullyPlanned()).isFalse();
  }

  @Test
  void a_day_keeps_the_distance_and_the_hours_of_its_schedule() {
    var slots = dayOne().slots();
    assertThat(slots).hasSize(5);
    for (int i = 0; i < slots.size(); i++) {
      var local = LocalTime.ofInstant(slots.get(i).scheduledAt(), ZoneId.of("Europe/Madrid"));
      assertThat(local).isBetween(LocalTime.of(9, 0), LocalTime.of(21, 0));
      assertThat(slots.get(i).scheduledLocal()).startsWith("2026-03-03T" + local);
      if (i == 0) continue;
      var apart = Duration.between(slots.get(i - 1).scheduledAt(), slots.get(i).scheduledAt());
      assertThat(apart).isGreaterThanOrEqualTo(Duration.ofMinutes(90));
    }
  }

  @Test
  void planning_again_changes_nothing() {
    var day = inMadrid(EVE).replan(BEFORE, DAY_1, slots(dayOne()), List.of());
    assertThat(day.planned()).isEmpty();
    assertThat(day.dropped()).isEmpty();
  }

  @Test
  void another_zone_moves_every_slot_and_keeps_its_id_and_its_wall_clock_time() {
    var before = dayOne();
    var day =
        planner(EVE, "America/New_York", Optional.empty())
            .replan(BEFORE, DAY_1, slots(before), List.of());
    var after = day.planned().orElseThrow();
    assertThat(day.dropped()).isEmpty();
    assertThat(after.slots())
        .extracting(PlannedSlot::slotId)
        .containsExactlyElementsOf(before.slots().stream().map(PlannedSlot::slotId).toList());
    assertThat(after.slots())
        .extracting(PlannedSlot::scheduledLocal)
        .containsExactlyElementsOf(
            before.slots().stream().map(PlannedSlot::scheduledLocal).toList());
  }

  @Test
  void what_was_sent_or_is_due_stays_where_it_is() {
    var before = dayOne();
    var slots = slots(before);
    var first = before.slots().get(0);
    var second = before.slots().get(1);
    slots.computeIfPresent(
        first.slotId(),
        (_, slot) ->
            slot.next(
                new PromptSent(
                    PROTOCOL.study(),
                    ANN,
                    slot.slotId(),
                    "email",
                    DeliveryOutcome.ACCEPTED,
                    slot.scheduledAt())));
    var planner = planner(second.scheduledAt(), "America/New_York", Optional.empty());
    var after = planner.replan(BEFORE, DAY_1, slots, List.of());
    assertThat(after.planned().orElseThrow().slots())
        .extracting(PlannedSlot::slotId)
        .containsExactlyElementsOf(
            before.slots().subList(2, 5).stream().map(PlannedSlot::slotId).toList());
    assertThat(after.dropped()).isEmpty();
  }

  @Test
  void hours_that_cannot_hold_the_day_leave_it_without_prompts() {
    var hours = new PromptHours(LocalTime.of(10, 0), LocalTime.of(12, 0));
    var day =
        planner(EVE, "Europe/Madrid", Optional.of(hours))
            .replan(BEFORE, DAY_1, slots(dayOne()), List.of());
    assertThat(day.planned()).isEmpty();
    assertThat(day.dropped()).hasSize(5);
  }

  @Test
  void hours_are_never_wider_than_quiet_hours_leave() {
    var hours = new PromptHours(LocalTime.of(6, 0), LocalTime.MIDNIGHT);
    var enrollee =
        new Enrollee(
            "s1",
            1,
            1,
            "es",
            ZoneId.of("Europe/Madrid"),
            Optional.of(hours),
            Optional.of(CONSENTED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(enrollee.hours(PROTOCOL)).contains(PromptHours.of(PROTOCOL));
  }

  @Test
  void a_day_that_has_begun_is_planned_without_what_has_passed() {
    var third = dayOne().slots().get(2);
    var rest = inMadrid(third.scheduledAt()).day(BEFORE, DAY_1).orElseThrow();
    assertThat(rest.slots()).extracting(PlannedSlot::index).containsExactly(4, 5);
    assertThat(inMadrid(Instant.parse("2026-03-04T09:00:00Z")).day(BEFORE, DAY_1)).isEmpty();
  }

  @Test
  void a_day_comes_in_sight_at_local_midnight_a_fortnight_before() {
    assertThat(inMadrid(EVE).horizon()).isEqualTo(LocalDate.parse("2026-03-16"));
    assertThat(inMadrid(EVE).comesInSight(LocalDate.parse("2026-04-14")))
        .isEqualTo(Instant.parse("2026-03-30T22:00:00Z")); // summer time since the 29th
  }
}
