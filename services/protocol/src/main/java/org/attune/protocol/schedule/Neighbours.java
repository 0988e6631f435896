package org.attune.protocol.schedule;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * The schedules to which one gives way on some day.
 *
 * @param plans declared before it, with prompts that are sent
 */
public record Neighbours(List<EmaPlan> plans) {
  public static final Neighbours NONE = new Neighbours(List.of());

  /** Without a leap day near it, to turn weeks and months into days. */
  private static final LocalDate SOME_DAY = LocalDate.of(2026, 1, 1);

  /** None if {@code plan} keeps no distance. */
  public static Neighbours of(Protocol protocol, EmaPlan plan) {
    var before = new ArrayList<EmaPlan>();
    if (plan.distance().isZero()) return NONE;
    for (var other : protocol.ema()) {
      if (other.id().equals(plan.id())) break;
      if (!(other.times() instanceof EmaPlan.Started) && mayMeet(other, plan)) before.add(other);
    }
    return new Neighbours(List.copyOf(before));
  }

  /** Most prompts of one day. */
  public int prompts() {
    return plans.stream().mapToInt(plan -> plan.times().count()).sum();
  }

  /** True if none of their times depends on a draw. */
  public boolean areSettled() {
    return plans.stream().noneMatch(plan -> plan.times() instanceof EmaPlan.Drawn);
  }

  /** Their times on a day on which all of them have prompts, if they are settled. */
  List<LocalTime> settledTimes(PromptHours hours) {
    return plans.stream()
        .flatMap(plan -> new DayTimes(plan, hours).settledTimes().stream())
        .toList();
  }

  /**
   * False if no participant has both, if one begins when the other has ended, or if they count from
   * the same day and do so.
   */
  static boolean mayMeet(EmaPlan one, EmaPlan other) {
    if (!one.isBeside(other)) return false;
    if (other.from().after().equals(Anchor.ended(one.id()))) return false;
    if (one.from().after().equals(Anchor.ended(other.id()))) return false;
    if (!one.from().after().equals(other.from().after())) return true;
    var first = one.firstDay(SOME_DAY);
    var second = other.firstDay(SOME_DAY);
    return first.isBefore(second.plusDays(other.days()))
        && second.isBefore(first.plusDays(one.days()));
  }
}
