package org.attune.ema.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
import org.attune.protocol.schedule.Expander;
import org.attune.protocol.schedule.LocalDays;
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
  private final Protocol protocol;
  private final byte[] secret;
  private final Instant now;

  /**
   * @param secret the study's, 256 bits
   * @param now study time of this planning
   */
  public Planner(
      UUID participant, Enrollee enrollee, Protocol protocol, byte[] secret, Instant now) {
    this.study = protocol.study();
    this.participant = participant;
    this.enrollee = enrollee;
    this.protocol = protocol;
    this.secret = secret.clone();
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
    return new Course(plan.id(), anchor, last(plan, anchor), first.minusDays(1), false);
  }

  /** Last local date of a schedule. */
  public LocalDate last(EmaPlan plan, LocalDate anchor) {
    return plan.firstDay(anchor).plusDays(plan.days() - 1L);
  }

  /** The plan of a day of which nothing is planned yet; empty if it has no slots left. */
  public Optional<PromptsPlanned> day(EmaPlan plan, LocalDate date) {
    return replan(plan, date, Map.of()).planned();
  }

  /**
   * The plan of a day, given what is known of it.
   *
   * @param existing all slots of the schedule on that day, by id
   */
  public Day replan(EmaPlan plan, LocalDate date, Map<UUID, Slot> existing) {
    var slots = new ArrayList<PlannedSlot>();
    boolean changed = false;
    for (var slot : expanded(plan, date)) {
      var known = existing.get(slot.slotId());
      if (known != null && !isMovable(known)) continue;
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

  /** The day's slots that can still be sent. */
  private List<PlannedSlot> expanded(EmaPlan plan, LocalDate date) {
    var hours = enrollee.hours(protocol);
    if (hours.isEmpty() || !hours.get().canHold(plan)) return List.of();
    return Expander.day(study, plan, participant, enrollee.zone(), date, hours.get(), secret)
        .stream()
        .filter(slot -> slot.at().isAfter(now))
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
