package org.attune.protocol.schedule;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * Every momentary prompt that a participant is to get, if nothing comes between: all schedules of a
 * protocol, each from its anchor to its last day.
 */
public final class ParticipantCalendar {
  /** Earliest first; those at one instant by schedule and index. */
  public static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::at).thenComparing(Slot::schedule).thenComparing(Slot::index);

  private final Protocol protocol;
  private final UUID participant;
  private final ZoneId zone;
  private final PromptHours hours;
  private final WallClock clock;

  /**
   * @param zone where the participant is all the time
   * @param hours when something may be sent
   * @param secret key of the random times, 256 bits
   */
  public ParticipantCalendar(
      Protocol protocol, UUID participant, ZoneId zone, PromptHours hours, byte[] secret) {
    this.protocol = protocol;
    this.participant = participant;
    this.zone = zone;
    this.hours = hours;
    this.clock = new WallClock(protocol, participant, hours, secret);
  }

  /**
   * The slots, earliest first; those at one instant by schedule and index.
   *
   * @param anchors local dates on which anchors happened, by name; a schedule whose anchor is not
   *     among them has no slots
   */
  public List<Slot> slots(Map<String, LocalDate> anchors) {
    var slots = new ArrayList<Slot>();
    for (var plan : protocol.ema()) {
      var anchor = anchors.get(plan.from().after());
      if (anchor == null) continue;
      for (var date : plan.dates(anchor)) slots.addAll(day(plan, date, anchors));
    }
    slots.sort(ORDER);
    return slots;
  }

  /**
   * The slots of one schedule on one local day, ascending, with indices from 1: {@link Expander}
   * has the rules.
   *
   * <p>Random times depend on the secret, the study, the participant, the schedule, the date and
   * the width of the window, and where a distance is kept on the times of the schedules declared
   * before; not on the zone: a participant who travels keeps their wall-clock times.
   *
   * @return empty if the schedule has no prompts on that day, or if they do not fit into the hours
   */
  public List<Slot> day(EmaPlan plan, LocalDate date, Map<String, LocalDate> anchors) {
    var times = clock.times(plan, date, anchors);
    return Expander.slots(protocol.study(), plan, participant, zone, date, hours, times);
  }
}
