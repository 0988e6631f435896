package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.time.Duration;
import java.time.LocalTime;
import org.attune.protocol.model.EmaPlan;

/** Whether the prompts of each momentary schedule can be sent, answered and kept apart. */
final class EmaRules {
  /** How much of the day a participant can be expected to take away by narrowing it. */
  private static final Duration NARROWED = Duration.ofHours(2);

  private static final int DAY_MINUTES = 24 * 60;

  private EmaRules() {}

  static void check(Draft draft, Remarks remarks) {
    var plans = draft.protocol().ema();
    for (var i = 0; i < plans.size(); i++) {
      var plan = plans.get(i);
      reminders(draft, remarks, i, plan);
      switch (plan.times()) {
        case EmaPlan.Random random -> random(draft, remarks, i, plan, random);
        case EmaPlan.Fixed fixed -> fixed(draft, remarks, i, plan, fixed);
      }
    }
  }

  private static void reminders(Draft draft, Remarks remarks, int i, EmaPlan plan) {
    for (var j = 0; j < plan.remind().size(); j++) {
      var offset = plan.remind().get(j);
      if (offset.compareTo(plan.expires()) >= 0) {
        remarks.add(
            REMIND_AFTER_EXPIRY,
            draft.at("ema", i, "remind", j),
            "Schedule '%s' reminds after %s, but its prompts close after %s."
                .formatted(plan.id(), offset, plan.expires()));
      } else if (j > 0 && offset.compareTo(plan.remind().get(j - 1)) <= 0) {
        remarks.add(
            REMIND_ORDER,
            draft.at("ema", i, "remind", j),
            "Reminder %s of schedule '%s' does not come after the one before it."
                .formatted(offset, plan.id()));
      }
    }
  }

  private static void random(
      Draft draft, Remarks remarks, int i, EmaPlan plan, EmaPlan.Random random) {
    var place = draft.at("ema", i, "prompts");
    if (!random.between().isBefore(random.and())) {
      remarks.add(
          PROMPTS_ACROSS_MIDNIGHT,
          place,
          "Schedule '%s' sends between %s and %s, which runs across midnight."
              .formatted(plan.id(), random.between(), random.and()));
      return;
    }
    var width = Duration.between(random.between(), random.and());
    var needed = random.apart().multipliedBy(Math.max(0, random.count() - 1));
    if (needed.compareTo(width) > 0) {
      remarks.add(
          WINDOW_TOO_SMALL,
          place,
          "%d prompts %s apart need %s, but between %s and %s there are only %s."
              .formatted(
                  random.count(), random.apart(), needed, random.between(), random.and(), width));
    } else if (random.count() > 1 && needed.plus(NARROWED).compareTo(width) > 0) {
      remarks.add(
          WINDOW_TIGHT,
          place,
          "%d prompts %s apart need %s of %s: a participant may narrow the day by %s only."
              .formatted(random.count(), random.apart(), needed, width, width.minus(needed)));
    }
    if (random.count() > 1 && random.apart().compareTo(plan.expires()) < 0) {
      remarks.add(
          PROMPTS_OVERLAP,
          place,
          "Prompts of schedule '%s' may follow each other after %s, while one stays open for %s."
              .formatted(plan.id(), random.apart(), plan.expires()));
    }
    quiet(draft, remarks, i, plan, random.between(), random.and());
  }

  private static void fixed(
      Draft draft, Remarks remarks, int i, EmaPlan plan, EmaPlan.Fixed fixed) {
    for (var j = 0; j < fixed.at().size(); j++) {
      var time = fixed.at().get(j);
      if (j > 0) {
        var gap = Duration.between(fixed.at().get(j - 1), time);
        if (gap.compareTo(plan.expires()) < 0) {
          remarks.add(
              PROMPTS_OVERLAP,
              draft.at("ema", i, "prompts", "at", j),
              "The prompt at %s comes %s after the one before it, which stays open for %s."
                  .formatted(time, gap, plan.expires()));
        }
      }
      quiet(draft, remarks, i, plan, time, time);
    }
  }

  /** Prompts sent from {@code first} to {@code last} (inclusive) against night and quiet hours. */
  private static void quiet(
      Draft draft, Remarks remarks, int i, EmaPlan plan, LocalTime first, LocalTime last) {
    var from = draft.protocol().quietFrom();
    var until = draft.protocol().quietUntil();
    var expires = (int) Math.min(DAY_MINUTES, plan.expires().toMinutes());
    var place = draft.at("ema", i, "prompts");
    var sent = minute(first);
    for (; sent <= minute(last); sent++) {
      if (isQuiet(sent, from, until)) {
        remarks.add(
            PROMPT_IN_QUIET_HOURS,
            place,
            "Schedule '%s' may send at %s, within the quiet hours from %s until %s."
                .formatted(plan.id(), time(sent), from, until));
        return;
      }
    }
    for (var open = sent; open < minute(last) + expires; open++) {
      if (isQuiet(open % DAY_MINUTES, from, until)) {
        remarks.add(
            EXPIRY_IN_QUIET_HOURS,
            draft.at("ema", i, "expires"),
            "A prompt of schedule '%s' sent at %s stays open for %s, into the quiet hours from %s."
                .formatted(plan.id(), last, plan.expires(), from));
        return;
      }
    }
    if (minute(last) + expires > DAY_MINUTES) {
      remarks.add(
          PROMPTS_ACROSS_MIDNIGHT,
          draft.at("ema", i, "expires"),
          "A prompt of schedule '%s' sent at %s stays open for %s, across midnight."
              .formatted(plan.id(), last, plan.expires()));
    }
  }

  private static boolean isQuiet(int minute, LocalTime from, LocalTime until) {
    if (from.equals(until)) return false;
    return from.isBefore(until)
        ? minute >= minute(from) && minute < minute(until)
        : minute >= minute(from) || minute < minute(until);
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }

  private static LocalTime time(int minute) {
    return LocalTime.MIDNIGHT.plusMinutes(minute);
  }
}
