package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Site;
import org.attune.protocol.schedule.ClockChanges;

/** On which days a schedule has prompts, and what clock changes do to them. */
final class ScheduleDayRules {
  private static final int WEEK_DAYS = 7;

  /** How long after the first site opens clock changes are looked at. */
  private static final int YEARS = 10;

  private ScheduleDayRules() {}

  static void check(Draft draft, Remarks remarks) {
    var opens = draft.protocol().sites().stream().map(Site::opens).min(LocalDate::compareTo);
    var plans = draft.protocol().ema();
    for (var i = 0; i < plans.size(); i++) {
      weeks(draft, remarks, i, plans.get(i));
      if (opens.isEmpty()) continue;
      empty(draft, remarks, i, plans.get(i), opens.get());
      inAll(draft, remarks, i, plans.get(i), opens.get());
      clocks(draft, remarks, i, plans.get(i), opens.get());
    }
  }

  private static void weeks(Draft draft, Remarks remarks, int i, EmaPlan plan) {
    var weeks = plan.only().weeks();
    for (var j = 0; j < weeks.size(); j++) {
      if ((weeks.get(j) - 1L) * WEEK_DAYS < plan.days()) continue;
      remarks.add(
          WEEK_OUTSIDE,
          draft.at("ema", i, "weeks", j),
          "Schedule '%s' lasts %d days, so it has no week %d."
              .formatted(plan.id(), plan.days(), weeks.get(j)));
    }
  }

  /** Whoever begins first, on whichever day of the week, gets prompts. */
  private static void empty(Draft draft, Remarks remarks, int i, EmaPlan plan, LocalDate opens) {
    for (int day = 0; day < WEEK_DAYS; day++) {
      var anchor = opens.plusDays(day);
      if (!plan.dates(anchor).isEmpty()) continue;
      remarks.add(
          SCHEDULE_EMPTY,
          draft.at("ema", i),
          "Schedule '%s' has no day with prompts for somebody whose first day is %s."
              .formatted(plan.id(), plan.firstDay(anchor)));
      return;
    }
  }

  private static void inAll(Draft draft, Remarks remarks, int i, EmaPlan plan, LocalDate opens) {
    if (plan.only().prompts().isEmpty()) return;
    long most = (long) plan.days() * plan.times().count();
    var dates = plan.dates(opens);
    long reached = (long) dates.size() * plan.times().count();
    if (reached >= plan.only().prompts().get()) return;
    remarks.add(
        IN_ALL_NOT_REACHED,
        draft.at("ema", i, "in-all"),
        "Schedule '%s' would end after %d prompts, but it has %d at most."
            .formatted(plan.id(), plan.only().prompts().get(), Math.min(most, reached)));
  }

  private static void clocks(Draft draft, Remarks remarks, int i, EmaPlan plan, LocalDate opens) {
    var first = first(plan);
    var last = last(plan);
    if (last.isBefore(first)) return;
    var from = opens.atStartOfDay(ZoneOffset.UTC).toInstant();
    var until = opens.plusYears(YEARS).atStartOfDay(ZoneOffset.UTC).toInstant();
    var zones = draft.protocol().sites().stream().map(Site::zone).toList();
    ClockChanges.within(first, last, from, until, zones)
        .ifPresent(
            gap ->
                remarks.add(
                    CLOCK_CHANGE_IN_WINDOW,
                    draft.at("ema", i, "prompts"),
                    "Schedule '%s' sends between %s and %s, but in %s the clock goes from %s to %s on %s: what falls between comes at once or not at all."
                        .formatted(
                            plan.id(),
                            first,
                            last,
                            gap.zone(),
                            gap.change().getDateTimeBefore().toLocalTime(),
                            gap.change().getDateTimeAfter().toLocalTime(),
                            gap.change().getDateTimeBefore().toLocalDate())));
  }

  private static LocalTime first(EmaPlan plan) {
    return switch (plan.times()) {
      case EmaPlan.Window window -> window.between();
      case EmaPlan.Fixed fixed -> fixed.at().isEmpty() ? LocalTime.NOON : fixed.at().getFirst();
      case EmaPlan.Started _ -> LocalTime.NOON;
    };
  }

  private static LocalTime last(EmaPlan plan) {
    return switch (plan.times()) {
      case EmaPlan.Window window -> window.and();
      case EmaPlan.Fixed fixed -> fixed.at().isEmpty() ? LocalTime.NOON : fixed.at().getLast();
      case EmaPlan.Started _ -> LocalTime.NOON;
    };
  }
}
