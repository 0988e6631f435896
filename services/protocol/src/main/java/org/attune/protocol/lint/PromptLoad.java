package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.PROMPT_LOAD;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.attune.protocol.model.EmaPlan;

/**
 * How many prompts and reminders may fall within any 72 hours, in the worst draw of random times.
 * Phones keep at most 64 local notifications waiting, and people tire before phones do. Schedules
 * with different anchors are counted together unless one ends before randomization by {@code
 * ema.<id>.ended}.
 */
final class PromptLoad {
  static final int NOTIFICATIONS_MAX = 64;

  private static final int WINDOW_DAYS = 3;
  private static final int STEP_MINUTES = 15;
  private static final int DAY_MINUTES = 24 * 60;

  /** An arbitrary date without a leap day near it, to turn weeks and months into days. */
  private static final LocalDate ORIGIN = LocalDate.of(2026, 1, 1);

  private PromptLoad() {}

  static void check(Draft draft, Remarks remarks) {
    var plans = draft.protocol().ema();
    var ended = draft.protocol().randomization().map(plan -> plan.when()).orElse("");
    var sum = 0;
    var separate = 0;
    for (var group :
        plans.stream().collect(Collectors.groupingBy(plan -> plan.from().after())).values()) {
      var awaited = group.stream().allMatch(plan -> ended.contains("ema." + plan.id() + ".ended"));
      var worst = worst(group);
      if (awaited) separate = Math.max(separate, worst);
      else sum += worst;
    }
    var worst = Math.max(sum, separate);
    if (worst > NOTIFICATIONS_MAX) {
      remarks.add(
          PROMPT_LOAD,
          draft.at("ema"),
          "Up to %d prompts and reminders may fall within 72 hours; %d is the most."
              .formatted(worst, NOTIFICATIONS_MAX));
    }
  }

  /** Most notifications of schedules with one anchor within any 72 hours. */
  private static int worst(List<EmaPlan> plans) {
    var days = new ArrayList<List<EmaPlan>>();
    for (var plan : plans) {
      var first = (int) (plan.firstDay(ORIGIN).toEpochDay() - ORIGIN.toEpochDay());
      while (days.size() < first + plan.days() + WINDOW_DAYS + 1) days.add(new ArrayList<>());
      for (var day = first; day < first + plan.days(); day++) days.get(day).add(plan);
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
          case EmaPlan.Fixed fixed ->
              (int)
                  fixed.at().stream()
                      .mapToInt(time -> time.toSecondOfDay() / 60)
                      .filter(time -> time >= first && time < until)
                      .count();
          case EmaPlan.Random random -> {
            var earliest = Math.max(first, random.between().toSecondOfDay() / 60);
            var latest = Math.min(until - 1, random.and().toSecondOfDay() / 60);
            var apart = Math.max(1, random.apart().toMinutes());
            yield latest < earliest
                ? 0
                : (int) Math.min(random.count(), (latest - earliest) / apart + 1);
          }
        };
    return prompts * (1 + plan.remind().size());
  }
}
