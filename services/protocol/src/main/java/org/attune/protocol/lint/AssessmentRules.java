package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import org.attune.protocol.model.AssessmentPlan;

/** Whether the windows of the assessments open, close and remind in an order that makes sense. */
final class AssessmentRules {
  /** An arbitrary anchor date: windows are compared on one calendar. */
  private static final LocalDate ANCHOR = LocalDate.of(2026, 1, 1);

  private AssessmentRules() {}

  static void check(Draft draft, Remarks remarks) {
    var plans = draft.protocol().assessments();
    for (var i = 0; i < plans.size(); i++) {
      var plan = plans.get(i);
      instruments(draft, remarks, i, plan);
      window(draft, remarks, i, plan);
      reminders(draft, remarks, i, plan);
      for (var j = 0; j < i; j++) overlap(draft, remarks, plans.get(j), i, plan);
      if (plan.required() && plan.anchor().after().equals("randomization")) {
        remarks.add(
            REQUIRED_AFTER_RANDOMIZATION,
            draft.at("assessments", i, "required"),
            "Randomization would wait for '%s', which comes after it.".formatted(plan.id()));
      }
    }
  }

  private static void instruments(Draft draft, Remarks remarks, int i, AssessmentPlan plan) {
    var seen = new HashSet<String>();
    for (var j = 0; j < plan.instruments().size(); j++) {
      var code = plan.instruments().get(j);
      if (!seen.add(code)) {
        remarks.add(
            INSTRUMENT_TWICE,
            draft.at("assessments", i, "instruments", j),
            "Assessment '%s' asks '%s' twice.".formatted(plan.id(), code));
      }
    }
  }

  private static void window(Draft draft, Remarks remarks, int i, AssessmentPlan plan) {
    var opens = plan.opens(ANCHOR);
    if (opens.isBefore(ANCHOR)) {
      remarks.add(
          WINDOW_BEFORE_ANCHOR,
          draft.at("assessments", i, "window"),
          "The window of '%s' opens %d days before the day of %s."
              .formatted(
                  plan.id(), ANCHOR.toEpochDay() - opens.toEpochDay(), plan.anchor().after()));
    }
  }

  private static void reminders(Draft draft, Remarks remarks, int i, AssessmentPlan plan) {
    for (var j = 0; j < plan.remind().size(); j++) {
      var offset = plan.remind().get(j);
      if (outside(plan, offset)) {
        remarks.add(
            REMIND_AFTER_WINDOW,
            draft.at("assessments", i, "remind", j),
            "Assessment '%s' reminds %s after opening, but its window closes %s days after opening."
                .formatted(plan.id(), offset, days(plan)));
      } else if (j > 0 && !day(plan.remind().get(j - 1)).isBefore(day(offset))) {
        remarks.add(
            REMIND_ORDER,
            draft.at("assessments", i, "remind", j),
            "Reminder %s of assessment '%s' does not come after the one before it."
                .formatted(offset, plan.id()));
      }
    }
    plan.callAfter()
        .filter(offset -> outside(plan, offset))
        .ifPresent(
            offset ->
                remarks.add(
                    CALL_AFTER_WINDOW,
                    draft.at("assessments", i, "call-after"),
                    "The site is to call %s after opening, but the window of '%s' closes %s days after opening."
                        .formatted(offset, plan.id(), days(plan))));
  }

  private static void overlap(
      Draft draft, Remarks remarks, AssessmentPlan earlier, int i, AssessmentPlan plan) {
    if (!earlier.anchor().after().equals(plan.anchor().after())) return;
    var apart =
        plan.opens(ANCHOR).isAfter(earlier.closes(ANCHOR))
            || earlier.opens(ANCHOR).isAfter(plan.closes(ANCHOR));
    if (apart) return;
    remarks.add(
        WINDOWS_OVERLAP,
        draft.at("assessments", i),
        "The window of '%s' overlaps that of '%s'.".formatted(plan.id(), earlier.id()));
  }

  private static boolean outside(AssessmentPlan plan, Period offset) {
    return plan.opens(ANCHOR).plus(offset).isAfter(plan.closes(ANCHOR));
  }

  private static LocalDate day(Period offset) {
    return ANCHOR.plus(offset);
  }

  private static long days(AssessmentPlan plan) {
    return plan.closes(ANCHOR).toEpochDay() - plan.opens(ANCHOR).toEpochDay();
  }
}
