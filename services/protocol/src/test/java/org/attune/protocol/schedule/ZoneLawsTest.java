package org.attune.protocol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.junit.jupiter.api.Test;

/** What holds around every clock change of every zone from 2007 through 2037. */
class ZoneLawsTest {
  private static final Instant FIRST = Instant.parse("2007-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");
  private static final UUID ANN = new UUID(0, 1);
  private static final byte[] SECRET = new byte[32];
  private static final EmaPlan RANDOM =
      plan(
          new EmaPlan.Random(12, LocalTime.MIDNIGHT, LocalTime.of(23, 59), Duration.ofMinutes(15)));
  private static final EmaPlan EVERY_QUARTER =
      plan(
          new EmaPlan.Fixed(
              IntStream.range(0, 96).mapToObj(n -> LocalTime.MIN.plusMinutes(15L * n)).toList()));

  @Test
  void slots_around_every_change_keep_order_day_and_the_gap_rule() {
    int skipped = 0;
    var seen = new HashSet<List<ZoneOffsetTransition>>(); // many zones change alike
    for (var id : ZoneId.getAvailableZoneIds().stream().sorted().toList()) {
      var zone = ZoneId.of(id);
      var rules = zone.getRules();
      var before = rules.nextTransition(FIRST);
      for (var change = before; change != null && change.getInstant().isBefore(LAST); ) {
        if (seen.add(List.of(before, change))) skipped += checkDays(zone, change);
        before = change;
        change = rules.nextTransition(change.getInstant());
      }
    }
    assertThat(seen).hasSizeGreaterThan(2_000);
    assertThat(skipped).as("days that Apia and Fakaofo jumped over").isEqualTo(2);
  }

  /**
   * The day of a change, the one before and the one after.
   *
   * @return how many of them do not exist
   */
  private static int checkDays(ZoneId zone, ZoneOffsetTransition change) {
    int skipped = 0;
    var day = change.getDateTimeBefore().toLocalDate();
    for (int offset = -1; offset <= 1; offset++) {
      var date = day.plusDays(offset);
      if (LocalDays.exists(date, zone)) {
        checkDay(EVERY_QUARTER, zone, date);
        checkDay(RANDOM, zone, date);
      } else {
        skipped++;
        assertThat(slots(EVERY_QUARTER, zone, date)).as(zone + " " + date).isEmpty();
      }
    }
    return skipped;
  }

  private static List<Slot> slots(EmaPlan plan, ZoneId zone, LocalDate date) {
    return Expander.day("study", plan, ANN, zone, date, PromptHours.ALL_DAY, SECRET);
  }

  private static void checkDay(EmaPlan plan, ZoneId zone, LocalDate date) {
    var slots = slots(plan, zone, date);
    var start = LocalDays.start(date, zone);
    var end = LocalDays.end(date, zone);
    if (slots.isEmpty() || start.isAfter(end)) throw new AssertionError(zone + " " + date);
    Instant before = Instant.MIN;
    int index = 0;
    for (var slot : slots) {
      // Plain comparisons: there are very many of them.
      boolean holds =
          slot.at().isAfter(before)
              && slot.index() > index
              && !slot.at().isBefore(start)
              && slot.at().isBefore(end)
              && slot.local().toLocalDate().equals(date)
              && slot.at().atZone(zone).toLocalDateTime().equals(slot.local())
              && slot.at()
                  .equals(
                      slot.local().minusMinutes(slot.utcOffsetMinutes()).toInstant(ZoneOffset.UTC))
              && slot.at().equals(slot.local().atZone(zone).toInstant()) // first occurrence
              && isPlannedOrFirstAfterGap(plan, slot, zone);
      if (!holds) throw new AssertionError(slot);
      before = slot.at();
      index = slot.index();
    }
    if (plan.times() instanceof EmaPlan.Fixed fixed) checkNoneIsLost(fixed, slots, zone, date);
  }

  /** Each time has its slot, is in a gap, or shares its instant with one that a gap moved. */
  private static void checkNoneIsLost(
      EmaPlan.Fixed fixed, List<Slot> slots, ZoneId zone, LocalDate date) {
    var locals = slots.stream().map(Slot::local).collect(Collectors.toSet());
    for (var time : fixed.at()) {
      var planned = date.atTime(time);
      boolean isInGap = zone.getRules().getValidOffsets(planned).isEmpty();
      if (!isInGap && !locals.contains(planned)) throw new AssertionError(zone + " " + planned);
    }
  }

  private static boolean isPlannedOrFirstAfterGap(EmaPlan plan, Slot slot, ZoneId zone) {
    if (!(plan.times() instanceof EmaPlan.Fixed fixed)) return true;
    var planned = slot.localDate().atTime(fixed.at().get(slot.index() - 1));
    if (slot.local().equals(planned)) return true;
    var gap = zone.getRules().getTransition(planned);
    return gap != null && gap.isGap() && gap.getInstant().equals(slot.at());
  }

  private static EmaPlan plan(EmaPlan.Times times) {
    return new EmaPlan(
        "daily",
        new Anchor("consent", Period.ofDays(1)),
        14,
        times,
        Duration.ofMinutes(10),
        List.of(),
        "momentary");
  }
}
