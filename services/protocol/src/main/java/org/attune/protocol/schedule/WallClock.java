package org.attune.protocol.schedule;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * What a participant's clock shows when prompts come, all schedules considered.
 *
 * <p>A schedule that keeps a distance gives way to those declared before it: their times are made
 * first. So the times of a day depend on the dates of anchors, and never on what was planned
 * before.
 */
final class WallClock {
  /** Index of the identity a whole day's times are drawn from. */
  static final int WHOLE_DAY = 0;

  private final Protocol protocol;
  private final UUID participant;
  private final PromptHours hours;
  private final byte[] secret;

  /**
   * @param secret key of the random times, 256 bits
   */
  WallClock(Protocol protocol, UUID participant, PromptHours hours, byte[] secret) {
    this.protocol = protocol;
    this.participant = participant;
    this.hours = hours;
    this.secret = secret.clone();
  }

  /**
   * The times of a schedule on a day, ascending; none if its anchor has not happened, if the day
   * has no prompts or if they do not fit into the hours.
   *
   * @param anchors local dates on which anchors happened, by name
   */
  List<LocalTime> times(EmaPlan plan, LocalDate date, Map<String, LocalDate> anchors) {
    if (plan.distance().isZero()) return times(plan, date, anchors, List.of());
    var before = new ArrayList<LocalTime>();
    for (var other : protocol.ema()) {
      if (other.id().equals(plan.id())) break;
      before.addAll(times(other, date, anchors, before));
    }
    return times(plan, date, anchors, before);
  }

  private List<LocalTime> times(
      EmaPlan plan, LocalDate date, Map<String, LocalDate> anchors, List<LocalTime> before) {
    var anchor = anchors.get(plan.from().after());
    if (anchor == null) return List.of();
    int prompts = plan.promptsOn(date, anchor);
    if (prompts == 0) return List.of();
    var times = new DayTimes(plan, hours).times(before, () -> draws(plan, date));
    return times.size() <= prompts ? times : times.subList(0, prompts);
  }

  private Draws draws(EmaPlan plan, LocalDate date) {
    return new Draws(
        secret, SlotId.identity(protocol.study(), participant, plan.id(), date, WHOLE_DAY));
  }
}
