package org.attune.protocol.schedule;

import java.time.LocalTime;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * The part of a local day in which something may be sent: what quiet hours leave, or less if the
 * participant narrowed it.
 *
 * @param from first local time, inclusive
 * @param until last local time, exclusive; midnight is the end of the day
 */
public record PromptHours(LocalTime from, LocalTime until) {
  /** The whole local day. */
  public static final PromptHours ALL_DAY = new PromptHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  /**
   * @throws IllegalArgumentException if the hours are empty or run over midnight
   */
  public PromptHours {
    if (!until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until)) {
      throw new IllegalArgumentException("prompt hours from " + from + " end at " + until);
    }
  }

  /** What the protocol's quiet hours leave of a day. */
  public static PromptHours of(Protocol protocol) {
    return outside(protocol.quietFrom(), protocol.quietUntil());
  }

  /**
   * What quiet hours leave of a day. Quiet hours within one day (01:00 to 08:00) leave what follows
   * them: the short piece before them belongs to the night. Equal times are no quiet hours.
   */
  public static PromptHours outside(LocalTime quietFrom, LocalTime quietUntil) {
    if (quietFrom.equals(quietUntil)) return ALL_DAY;
    boolean overMidnight = quietFrom.isAfter(quietUntil);
    return new PromptHours(quietUntil, overMidnight ? quietFrom : LocalTime.MIDNIGHT);
  }

  /** True if something may be sent at that local time. */
  public boolean holds(LocalTime time) {
    return !time.isBefore(from) && (until.equals(LocalTime.MIDNIGHT) || time.isBefore(until));
  }

  /** True if these hours are no wider than {@code wider} on either side. */
  public boolean isWithin(PromptHours wider) {
    return !from.isBefore(wider.from)
        && (wider.until.equals(LocalTime.MIDNIGHT)
            || (!until.equals(LocalTime.MIDNIGHT) && !until.isAfter(wider.until)));
  }

  /**
   * True if every prompt of a day fits: all fixed times, one set of random ones at least, the first
   * of those at intervals.
   */
  public boolean canHold(EmaPlan plan) {
    return new DayTimes(plan, this).fitsBeside(Neighbours.NONE);
  }

  /** True if they hold a schedule's prompts of a day beside those of the others of the protocol. */
  public boolean canHold(EmaPlan plan, Protocol protocol) {
    return new DayTimes(plan, this).fitsBeside(Neighbours.of(protocol, plan));
  }

  /** The same for all schedules of a protocol. */
  public boolean canHold(Protocol protocol) {
    return protocol.ema().stream().allMatch(plan -> canHold(plan, protocol));
  }
}
