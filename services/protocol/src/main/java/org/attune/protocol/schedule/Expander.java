package org.attune.protocol.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.attune.protocol.model.EmaPlan;

/**
 * Turns a schedule and a participant's local day into slots; docs/domain/time.md has the rules.
 *
 * <p>Each local date is expanded afresh. A local time in a gap becomes the first valid instant
 * after it, one in an overlap its first occurrence; a day that does not exist has no slots. A time
 * that a gap pushes out of its day, out of the hours or onto an instant already taken has no slot,
 * so the slots of a day are strictly ascending and never in quiet hours.
 */
public final class Expander {
  private Expander() {}

  /**
   * The slots of one whole local day of a schedule by itself, ascending, with indices from 1;
   * {@link ParticipantCalendar} knows which days it has and what other schedules take.
   *
   * <p>Random times depend on the secret, the study, the participant, the schedule, the date and
   * the width of the window, not on the zone: a participant who travels keeps their wall-clock
   * times.
   *
   * @param study slug
   * @param zone the participant's
   * @param hours when something may be sent; {@link PromptHours#of} unless the participant narrowed
   *     them
   * @param studySecret key of the random times, 256 bits
   * @throws IllegalArgumentException if {@code hours} cannot hold the plan ({@link
   *     PromptHours#canHold}) or the secret is empty
   */
  public static List<Slot> day(
      String study,
      EmaPlan plan,
      UUID participant,
      ZoneId zone,
      LocalDate date,
      PromptHours hours,
      byte[] studySecret) {
    if (!hours.canHold(plan)) {
      throw new IllegalArgumentException(
          "schedule %s does not fit between %s and %s"
              .formatted(plan.id(), hours.from(), hours.until()));
    }
    var identity = SlotId.identity(study, participant, plan.id(), date, WallClock.WHOLE_DAY);
    var times = new DayTimes(plan, hours).times(List.of(), () -> new Draws(studySecret, identity));
    return slots(study, plan, participant, zone, date, hours, times);
  }

  /**
   * The slots of given times of one local day.
   *
   * @param times ascending, the first has index 1
   */
  static List<Slot> slots(
      String study,
      EmaPlan plan,
      UUID participant,
      ZoneId zone,
      LocalDate date,
      PromptHours hours,
      List<LocalTime> times) {
    if (!LocalDays.exists(date, zone)) return List.of();
    var slots = new ArrayList<Slot>();
    for (int index = 1; index <= times.size(); index++) {
      var sent = LocalDays.resolve(date.atTime(times.get(index - 1)), zone);
      if (!isOn(date, hours, sent)) continue;
      if (!slots.isEmpty() && !slots.getLast().at().isBefore(sent.toInstant())) continue;
      var slotId = SlotId.of(study, participant, plan.id(), date, index);
      slots.add(slot(slotId, plan, date, index, sent, zone, hours));
    }
    return slots;
  }

  private static Slot slot(
      UUID slotId,
      EmaPlan plan,
      LocalDate date,
      int index,
      OffsetDateTime sent,
      ZoneId zone,
      PromptHours hours) {
    var at = sent.toInstant();
    return new Slot(
        slotId,
        plan.id(),
        date,
        index,
        sent.toLocalDateTime(),
        zone,
        at,
        Math.floorDiv(sent.getOffset().getTotalSeconds(), 60),
        at.plus(plan.expires()),
        reminders(plan, at, zone, hours));
  }

  /** Those before the expiry and within the hours: a participant's evening stays quiet. */
  private static List<Instant> reminders(EmaPlan plan, Instant at, ZoneId zone, PromptHours hours) {
    return plan.remind().stream()
        .filter(offset -> offset.compareTo(plan.expires()) < 0)
        .filter(Duration::isPositive)
        .map(at::plus)
        .filter(reminder -> hours.holds(LocalTime.ofInstant(reminder, zone)))
        .toList();
  }

  private static boolean isOn(LocalDate date, PromptHours hours, OffsetDateTime sent) {
    return sent.toLocalDate().equals(date) && hours.holds(sent.toLocalTime());
  }
}
