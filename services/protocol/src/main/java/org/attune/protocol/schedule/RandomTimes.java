package org.attune.protocol.schedule;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.attune.protocol.model.EmaPlan;

/**
 * The sets of times a random schedule may draw from on one day, at the resolution of a minute.
 *
 * <p>Sets of {@code count} minutes out of {@code last - first + 1} that lie at least {@code apart}
 * from each other correspond one to one to all subsets of that size of a range shorter by {@code
 * (count - 1) * (apart - 1)}: take away {@code apart - 1} minutes before each but the first. So a
 * uniform subset of the shorter range is a uniform set of times.
 *
 * @param first first minute of the day that may be drawn
 * @param last last minute of the day that may be drawn, inclusive
 * @param count times to draw; at least 1
 * @param apart least distance between two, in minutes; at least 1
 */
record RandomTimes(int first, int last, int count, int apart) {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_MAX = 24 * 60;

  /** What is left of the plan's window within {@code hours}. */
  static RandomTimes of(EmaPlan.Drawn plan, PromptHours hours) {
    int first = Math.max(minuteAtOrAfter(plan.between()), minuteAtOrAfter(hours.from()));
    var beforeUntil = hours.until().minusNanos(1); // until is exclusive; midnight wraps to its eve
    int last = Math.min(minuteOf(plan.and()), minuteOf(beforeUntil));
    return new RandomTimes(first, last, plan.count(), apartMinutes(plan.apart()));
  }

  /** True if there is at least one set. */
  boolean fits() {
    return count >= 1 && free() >= count;
  }

  /**
   * Draws one set, each with the same probability.
   *
   * @return local times, ascending, {@code count} of them
   * @throws IllegalArgumentException if there is none: {@link #fits} is false
   */
  List<LocalTime> draw(Draws draws) {
    if (!fits()) {
      throw new IllegalArgumentException(
          "%d times %d minutes apart do not fit into minutes %d to %d"
              .formatted(count, apart, first, last));
    }
    var times = new ArrayList<LocalTime>(count);
    for (int chosen : subset((int) free(), draws)) {
      int minute = first + chosen + times.size() * (apart - 1);
      times.add(LocalTime.ofSecondOfDay((long) minute * SECONDS_PER_MINUTE));
    }
    return times;
  }

  /**
   * A uniform subset of 0 to {@code size - 1} with {@link #count} members, ascending.
   *
   * @see <a href="https://doi.org/10.1145/30401.315746">Bentley & Floyd 1987, Programming pearls: a
   *     sample of brilliance, Commun ACM 30:754-757, algorithm F2</a>
   */
  private TreeSet<Integer> subset(int size, Draws draws) {
    var chosen = new TreeSet<Integer>();
    for (int next = size - count; next < size; next++) {
      if (!chosen.add(draws.below(next + 1))) chosen.add(next);
    }
    return chosen;
  }

  /** Length of the shorter range; below {@link #count} if nothing fits. */
  private long free() {
    return (long) last - first + 1 - (count - 1L) * (apart - 1L);
  }

  /** Rounded up to whole minutes; two prompts are never sent in the same one. */
  static int apartMinutes(Duration apart) {
    return Math.clamp(Math.ceilDiv(apart.toSeconds(), SECONDS_PER_MINUTE), 1, MINUTES_MAX);
  }

  private static int minuteOf(LocalTime time) {
    return time.toSecondOfDay() / SECONDS_PER_MINUTE;
  }

  private static int minuteAtOrAfter(LocalTime time) {
    return minuteOf(time) + (time.equals(time.withSecond(0).withNano(0)) ? 0 : 1);
  }
}
