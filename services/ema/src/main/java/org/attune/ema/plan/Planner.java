package org.attune.ema.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.PromptsPlanned;
import org.attune.ema.domain.PlannedSlot;
import org.attune.ema.domain.Slot;
import org.attune.ema.domain.SlotState;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.LocalDays;
import org.attune.protocol.schedule.ParticipantCalendar;
import org.attune.protocol.schedule.TimeZoneData;

/**
 * Plans the prompts of one local day, or plans them anew. Pure: the times come from the protocol's
 * expander and the study secret. What was sent, or whose time has come, is never touched; a slot
 * that was planned keeps its id wherever it moves.
 */
public final class Planner {
  /** How many local days after the present one are planned. */
  public static final int DAYS_AHEAD = 14;

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private final String study;
  private final UUID participant;
  private final Enrollee enrollee;
  private final Map<String, LocalDate> anchors;
  private final Protocol protocol;
  private final Optional<ParticipantCalendar> calendar;
  private final Instant now;

  /**
   * @param anchors local dates on which anchors happened, by name
   * @param secret the study's, 256 bits
   * @param now study time of this planning
   */
  public Planner(
      UUID participant,
      Enrollee enrollee,
      Map<String, LocalDate> anchors,
      Protocol protocol,
      byte[] secret,
      Instant now) {
    this.study = protocol.study();
    this.participant = participant;
    this.enrollee = enrollee;
    this.anchors = Map.copyOf(anchors);
    this.protocol = protocol;
    this.calendar =
        enrollee
            .hours(protocol)
            .map(
                hours ->
                    new ParticipantCalendar(protocol, participant, enrollee.zone(), hours, secret));
    this.now = now;
  }

  /**
   * What planning a day comes to.
   *
   * @param planned empty if nothing is new and nothing moves
   * @param dropped planned slots that do not exist any more
   */
  public record Day(Optional<PromptsPlanned> planned, List<UUID> dropped) {}

  /** The participant's present local date. */
  public LocalDate today() {
    return LocalDate.ofInstant(now, enrollee.zone());
  }

  /** The last local date that is planned by now. */
  public LocalDate horizon() {
    return today().plusDays(DAYS_AHEAD);
  }

  /** When {@code date} comes within the horizon. */
  public Instant comesInSight(LocalDate date) {
    return LocalDays.start(date.minusDays(DAYS_AHEAD), enrollee.zone());
  }

  /** A schedule on the day its anchor becomes known: nothing planned yet. */
  public Course begin(EmaPlan plan, LocalDate anchor) {
    var first = plan.firstDay(anchor);
    return new Course(
        plan.id(), anchor, plan.lastDay(anchor), first.minusDays(1), false, plan.tellsArm());
  }

  /** Local date on which the anchor of a schedule happened, if it has. */
  public Optional<LocalDate> anchor(EmaPlan plan) {
    return Optional.ofNullable(anchors.get(plan.from().after()));
  }

  /** The plan of a day of which nothing is planned yet; empty if it has no slots left. */
  public Optional<PromptsPlanned> day(EmaPlan plan, LocalDate date) {
    return replan(plan, date, Map.of(), List.of()).planned();
  }

  /**
   * The plan of a day, given what is known of it.
   *
   * @param existing all slots of the schedule on that day, by id
   * @param elsewhere slots of the schedules declared before it
   */
  public Day replan(
      EmaPlan plan, LocalDate date, Map<UUID, Slot> existing, Collection<Slot> elsewhere) {
    var slots = new ArrayList<PlannedSlot>();
    boolean changed = false;
    var whole = whole(plan, date);
    for (var slot : whole) {
      if (!slot.scheduledAt().isAfter(now)) continue;
      var known = existing.get(slot.slotId());
      if (known != null && !isMovable(known)) continue;
      if (isTooNear(slot, plan, existing.values(), whole)) continue;
      if (isTooNear(slot, elsewhere, plan.distance())) continue;
      slots.add(slot);
      changed |= known == null || !isSame(known, slot, plan);
    }
    var dropped = new ArrayList<UUID>();
    for (var known : existing.values()) {
      boolean stays = slots.stream().anyMatch(slot -> slot.slotId().equals(known.slotId()));
      if (isMovable(known) && !stays) dropped.add(known.slotId());
    }
    return new Day(changed ? Optional.of(planned(plan, date, slots)) : Optional.empty(), dropped);
  }

  /** True if it was not sent and its time has not come. */
  public boolean isMovable(Slot slot) {
    return slot.state() == SlotState.PLANNED && slot.scheduledAt().isAfter(now);
  }

  /**
   * True if a slot came too soon after one of its schedule that was sent where clocks or hours were
   * others: whoever travels east meets the same wall-clock times sooner.
   */
  private boolean isTooNear(
      PlannedSlot slot, EmaPlan plan, Collection<Slot> existing, List<PlannedSlot> whole) {
    if (!(plan.times() instanceof EmaPlan.Drawn drawn)) return false;
    var displaced =
        existing.stream()
            .filter(
                sent ->
                    whole.stream()
                        .noneMatch(
                            same ->
                                same.slotId().equals(sent.slotId())
                                    && same.scheduledAt().equals(sent.scheduledAt())))
            .toList();
    return isTooNear(slot, displaced, drawn.apart());
  }

  private boolean isTooNear(PlannedSlot slot, Collection<Slot> others, Duration distance) {
    return others.stream()
        .filter(other -> !isMovable(other) && other.state() != SlotState.CANCELLED)
        .anyMatch(
            other ->
                Duration.between(other.scheduledAt(), slot.scheduledAt()).abs().compareTo(distance)
                    < 0);
  }

  /** The day's slots. */
  private List<PlannedSlot> whole(EmaPlan plan, LocalDate date) {
    return calendar.map(known -> known.day(plan, date, anchors)).orElse(List.of()).stream()
        .map(
            slot ->
                new PlannedSlot(
                    slot.slotId(),
                    slot.index(),
                    slot.at(),
                    LOCAL.format(slot.local()),
                    slot.utcOffsetMinutes(),
                    slot.expires(),
                    slot.reminders()))
        .toList();
  }

  private boolean isSame(Slot known, PlannedSlot slot, EmaPlan plan) {
    return known.scheduledAt().equals(slot.scheduledAt())
        && known.expiresAt().equals(slot.expiresAt())
        && known.reminders().equals(slot.reminders())
        && known.protocolVersion() == protocol.version()
        && known.questionnaire().equals(plan.questionnaire());
  }

  private PromptsPlanned planned(EmaPlan plan, LocalDate date, List<PlannedSlot> slots) {
    return new PromptsPlanned(
        study,
        participant,
        plan.id(),
        date,
        enrollee.zone().getId(),
        TimeZoneData.version(),
        protocol.version(),
        plan.questionnaire(),
        slots,
        now);
  }
}
