package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.PROMPT_LOAD;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * How many prompts and reminders may fall within any 72 hours, in the worst draw of random times.
 * Phones keep at most 64 local notifications waiting, and people tire before phones do. Schedules
 * of one arm and those that everybody has are counted together, with different anchors unless one
 * ends before randomization by {@code ema.<id>.ended}. Days of the week and dates left out are not
 * considered.
 */
public final class PromptLoad {
  /** Prompts and reminders within 72 hours, at most. */
  public static final int NOTIFICATIONS_MAX = 64;

  private static final int WINDOW_DAYS = 3;
  private static final int STEP_MINUTES = 15;
  private static final int DAY_MINUTES = 24 * 60;

  /** An arbitrary date without a leap day near it, to turn weeks and months into days. */
  private static final LocalDate ORIGIN = LocalDate.of(2026, 1, 1);

  private PromptLoad() {}

  static void check(Draft draft, Remarks remarks) {
    var worst = peak(draft.protocol());
    if (worst > NOTIFICATIONS_MAX) {
      remarks.add(
          PROMPT_LOAD,
          draft.at("ema"),
          "Up to %d prompts and reminders may fall within 72 hours; %d is the most."
              .formatted(worst, NOTIFICATIONS_MAX));
    }
  }

  /** Most prompts and reminders that fall within any 72 hours, in the arm that has most. */
  public static int peak(Protocol protocol) {
    var arms = new ArrayList<Optional<String>>();
    arms.add(Optional.empty());
    for (var arm : protocol.arms()) arms.add(Optional.of(arm.id()));
    return arms.stream().mapToInt(arm -> ofOneArm(protocol.inArm(arm))).max().orElse(0);
  }

  private static int ofOneArm(Protocol protocol) {
    var plans = protocol.ema();
    var ended = protocol.randomization().map(plan -> plan.when()).orElse("");
    var sum = 0;
    var separate = 0;
    for (var group :
        plans.stream().collect(Collectors.groupingBy(plan -> plan.from().after())).values()) {
      var awaited = group.stream().allMatch(plan -> ended.contains("ema." + plan.id() + ".ended"));
      var worst = worst(group);
      if (awaited) separate = Math.max(separate, worst);
      else sum += worst;
    }
    return Math.max(sum, separate);
  }

  /** Most notifications of schedules with one anchor within any 72 hours. */
  private static int worst(List<EmaPlan> plans) {
    var days = new ArrayList<List<EmaPlan>>();
    for (var plan : plans) {
      var first = (int) (plan.firstDay(ORIGIN).toEpochDay() - ORIGIN.toEpochDay());
      while (days.size() < first + plan.days() + WINDOW_DAYS + 1) days.add(new ArrayList<>());
      for (var day = first; day < first + plan.days(); day++) {
        if (plan.only().isInWeek(day - first)) days.get(day).add(plan);
      }
    }
    var worst = 0;
    for (var day = 0; day + WINDOW_DAYS < days.size(); day++) {
      if (day > 0 && days.subList(day - 1, day + WINDOW_DAYS).equals(days.subList(day, day + 4))) {
        continue;
      }
      for (var minute = 0; minute < DAY_MINUTES; minute += STEP_MINUTES) {
        worst = Math.max(worst, from(days, day, minute));
      }
    }
    return worst;
  }

  /** Most notifications in the 72 hours from {@code minute} of {@code day}. */
  private static int from(List<List<EmaPlan>> days, int day, int minute) {
    var total = 0;
    for (var plan : days.get(day)) total += notifications(plan, minute, DAY_MINUTES);
    for (var full = day + 1; full < day + WINDOW_DAYS; full++) {
      for (var plan : days.get(full)) total += notifications(plan, 0, DAY_MINUTES);
    }
    for (var plan : days.get(day + WINDOW_DAYS)) total += notifications(plan, 0, minute);
    return total;
  }

  /** Most notifications of one day with the prompt in {@code [first, until)}, in minutes. */
  private static int notifications(EmaPlan plan, int first, int until) {
    var prompts =
        switch (plan.times()) {
          case EmaPlan.Fixed fixed -> within(fixed.at().stream(), first, until);
          case EmaPlan.Every every ->
              within(
                  IntStream.range(0, every.count())
                      .mapToObj(n -> every.between().plus(every.every().multipliedBy(n))),
                  first,
                  until);
          case EmaPlan.Started _ -> 0; // nothing is sent
          case EmaPlan.Drawn drawn -> {
            var earliest = Math.max(first, drawn.between().toSecondOfDay() / 60);
            var latest = Math.min(until - 1, drawn.and().toSecondOfDay() / 60);
            var apart = Math.max(1, drawn.apart().toMinutes());
            yield latest < earliest
                ? 0
                : (int) Math.min(drawn.count(), (latest - earliest) / apart + 1);
          }
        };
    return prompts * (1 + plan.remind().size());
  }

  private static int within(Stream<LocalTime> times, int first, int until) {
    return (int)
        times
            .mapToInt(time -> time.toSecondOfDay() / 60)
            .filter(time -> time >= first && time < until)
            .count();
  }
}
