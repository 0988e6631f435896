package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.time.Duration;
import java.time.LocalTime;
import java.util.stream.Collectors;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.schedule.Neighbours;
import org.attune.protocol.schedule.PromptHours;

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
        case EmaPlan.Random random -> drawn(draft, remarks, i, plan, random);
        case EmaPlan.Stratified stratified -> drawn(draft, remarks, i, plan, stratified);
        case EmaPlan.Every every -> every(draft, remarks, i, plan, every);
        case EmaPlan.Fixed fixed -> fixed(draft, remarks, i, plan, fixed);
        case EmaPlan.Started _ -> {}
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

  private static void drawn(
      Draft draft, Remarks remarks, int i, EmaPlan plan, EmaPlan.Drawn drawn) {
    var place = draft.at("ema", i, "prompts");
    if (isAcrossMidnight(draft, remarks, i, plan, drawn)) return;
    room(draft, remarks, i, plan, drawn);
    if (drawn.count() > 1 && drawn.apart().compareTo(plan.expires()) < 0) {
      remarks.add(
          PROMPTS_OVERLAP,
          place,
          "Prompts of schedule '%s' may follow each other after %s, while one stays open for %s."
              .formatted(plan.id(), drawn.apart(), plan.expires()));
    }
    quiet(draft, remarks, i, plan, drawn.between(), drawn.and());
  }

  private static boolean isAcrossMidnight(
      Draft draft, Remarks remarks, int i, EmaPlan plan, EmaPlan.Window window) {
    if (window.between().isBefore(window.and())) return false;
    remarks.add(
        PROMPTS_ACROSS_MIDNIGHT,
        draft.at("ema", i, "prompts"),
        "Schedule '%s' sends between %s and %s, which runs across midnight."
            .formatted(plan.id(), window.between(), window.and()));
    return true;
  }

  /**
   * Whether there is a set of times for every draw of the schedules to which this one gives way.
   */
  private static void room(Draft draft, Remarks remarks, int i, EmaPlan plan, EmaPlan.Drawn drawn) {
    var place = draft.at("ema", i, "prompts");
    var neighbours = Neighbours.of(draft.protocol(), plan);
    if (neighbours.areSettled()
        && !PromptHours.ALL_DAY.canHold(plan, draft.protocol())
        && PromptHours.ALL_DAY.canHold(plan)) {
      remarks.add(
          WINDOW_TOO_SMALL,
          place,
          "%d prompts %s apart find no times between %s and %s that are %s from those of %s."
              .formatted(
                  drawn.count(),
                  drawn.apart(),
                  drawn.between(),
                  drawn.and(),
                  plan.distance(),
                  neighbours.plans().stream()
                      .map(other -> "'" + other.id() + "'")
                      .collect(Collectors.joining(" and "))));
      return;
    }
    var room = Room.of(plan, drawn, neighbours.areSettled() ? Neighbours.NONE : neighbours);
    if (room.needed().compareTo(room.width()) > 0) {
      remarks.add(
          WINDOW_TOO_SMALL,
          place,
          "%s need %s, but %s.".formatted(room.prompts(), room.needed(), room.there()));
    } else if (drawn.count() > 1
        && room.needed().plus(NARROWED).compareTo(room.width()) > 0
        && drawn instanceof EmaPlan.Random) {
      remarks.add(
          WINDOW_TIGHT,
          place,
          "%s need %s of %s: a participant may narrow the day by %s only."
              .formatted(
                  room.prompts(), room.needed(), room.width(), room.width().minus(room.needed())));
    }
  }

  private static void every(
      Draft draft, Remarks remarks, int i, EmaPlan plan, EmaPlan.Every every) {
    if (isAcrossMidnight(draft, remarks, i, plan, every)) return;
    if (every.count() > 1 && every.every().compareTo(plan.expires()) < 0) {
      remarks.add(
          PROMPTS_OVERLAP,
          draft.at("ema", i, "prompts"),
          "Prompts of schedule '%s' follow each other after %s, while one stays open for %s."
              .formatted(plan.id(), every.every(), plan.expires()));
    }
    quiet(draft, remarks, i, plan, every.between(), every.and());
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
