package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;
import static org.attune.protocol.lint.Draft.ANALYSIS;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.AnalysisPlan.Contrast;
import org.attune.protocol.model.AnalysisPlan.Estimand;
import org.attune.protocol.model.AssessmentPlan;

/** Whether the registered analysis can be computed from what the study collects. */
final class AnalysisRules {
  private static final LocalDate ANCHOR = LocalDate.of(2026, 1, 1);

  private AnalysisRules() {}

  static void check(Draft draft, Remarks remarks) {
    var analysis = draft.protocol().analysis();
    var scores = new Collected(draft.protocol());
    primary(draft, remarks, analysis.estimands());
    for (var i = 0; i < analysis.estimands().size(); i++) {
      var estimand = analysis.estimands().get(i);
      score(draft, remarks, scores, estimand.outcome(), estimand.at(), "estimands", i, "outcome");
      contrasts(draft, remarks, estimand.contrasts(), "estimands", i);
      baseline(draft, remarks, scores, estimand, i);
    }
    for (var i = 0; i < analysis.moderators().size(); i++) {
      var moderator = analysis.moderators().get(i);
      score(
          draft, remarks, scores, moderator.outcome(), moderator.at(), "moderators", i, "outcome");
      moderator(draft, remarks, scores, moderator.by(), i);
    }
    for (var i = 0; i < analysis.mediators().size(); i++) {
      var mediator = analysis.mediators().get(i);
      score(draft, remarks, scores, mediator.outcome(), mediator.at(), "mediators", i, "outcome");
      score(
          draft,
          remarks,
          scores,
          mediator.mediator(),
          mediator.mediatorAt(),
          "mediators",
          i,
          "mediator");
      contrasts(draft, remarks, mediator.contrasts(), "mediators", i);
      order(draft, remarks, mediator.mediatorAt(), mediator.at(), i);
    }
  }

  private static void primary(Draft draft, Remarks remarks, List<Estimand> estimands) {
    var primaries = estimands.stream().filter(Estimand::primary).count();
    if (!estimands.isEmpty() && primaries != 1) {
      remarks.add(
          PRIMARY_NOT_ONE,
          draft.in(ANALYSIS, "estimands"),
          "The analysis has %d primary estimands.".formatted(primaries));
    }
  }

  private static void score(
      Draft draft, Remarks remarks, Collected scores, String score, String at, Object... path) {
    var assessment = draft.protocol().assessment(at);
    if (assessment.isEmpty() && draft.protocol().assessment("").isPresent()) return; // unread id
    if (assessment.isEmpty()) {
      var occasion = path.clone();
      occasion[2] = path[2].equals("mediator") ? "mediator-at" : "at";
      remarks.add(
          OCCASION_UNKNOWN,
          draft.in(ANALYSIS, occasion),
          "There is no assessment '%s' to take '%s' from.".formatted(at, score));
    } else if (!scores.at(assessment.get(), score)) {
      remarks.add(
          SCORE_NOT_COLLECTED,
          draft.in(ANALYSIS, path),
          "Assessment '%s' does not collect '%s'.".formatted(at, score));
    }
  }

  /** An estimand adjusted for baseline needs its outcome at an assessment before randomization. */
  private static void baseline(
      Draft draft, Remarks remarks, Collected scores, Estimand estimand, int i) {
    var somewhere =
        draft.protocol().assessments().stream()
            .anyMatch(plan -> scores.at(plan, estimand.outcome()));
    var before =
        draft.protocol().assessments().stream()
            .filter(plan -> plan.anchor().after().equals("consent"))
            .anyMatch(plan -> scores.at(plan, estimand.outcome()));
    if (estimand.adjust().contains("baseline") && somewhere && !before) {
      remarks.add(
          BASELINE_NOT_COLLECTED,
          draft.in(ANALYSIS, "estimands", i, "adjust"),
          "Estimand '%s' adjusts for baseline, but no assessment before randomization collects '%s'."
              .formatted(estimand.id(), estimand.outcome()));
    }
    if (estimand.adjust().contains("strata")
        && draft.protocol().randomization().filter(plan -> !plan.strata().isEmpty()).isEmpty()) {
      remarks.add(
          STRATA_NOT_DECLARED,
          draft.in(ANALYSIS, "estimands", i, "adjust"),
          "Estimand '%s' adjusts for strata, but randomization has none.".formatted(estimand.id()));
    }
  }

  private static void contrasts(
      Draft draft, Remarks remarks, List<Contrast> contrasts, String list, int i) {
    for (var j = 0; j < contrasts.size(); j++) {
      var contrast = contrasts.get(j);
      var place = draft.in(ANALYSIS, list, i, "contrasts", j);
      for (var arm : List.of(contrast.arm(), contrast.against())) {
        if (draft.protocol().arm(arm).isEmpty() && draft.protocol().arm("").isEmpty()) {
          remarks.add(ARM_UNKNOWN, place, "There is no arm '%s' to compare.".formatted(arm));
        }
      }
      if (contrast.arm().equals(contrast.against())) {
        remarks.add(
            CONTRAST_WITH_ITSELF,
            place,
            "Arm '%s' is compared with itself.".formatted(contrast.arm()));
      }
    }
  }

  private static void moderator(Draft draft, Remarks remarks, Collected scores, String by, int i) {
    if (by.equals("site") || by.startsWith("screener.")) return;
    var place = draft.in(ANALYSIS, "moderators", i, "by");
    var parts = by.split("\\.", 2);
    var assessment = draft.protocol().assessment(parts[0]);
    if (assessment.isEmpty() || parts.length < 2 || !scores.fact(assessment.get(), parts[1])) {
      remarks.add(SCORE_NOT_COLLECTED, place, "Nothing collects the moderator '%s'.".formatted(by));
    } else if (!assessment.get().anchor().after().equals("consent")) {
      remarks.add(
          MODERATOR_NOT_BEFORE_RANDOMIZATION,
          place,
          "The moderator '%s' is measured after randomization, where the arms may move it."
              .formatted(by));
    }
  }

  private static void order(Draft draft, Remarks remarks, String mediatorAt, String at, int i) {
    var before = draft.protocol().assessment(mediatorAt).flatMap(AnalysisRules::target);
    var outcome = draft.protocol().assessment(at).flatMap(AnalysisRules::target);
    if (before.isEmpty() || outcome.isEmpty()) return;
    if (!before.get().isBefore(outcome.get())) {
      remarks.add(
          MEDIATOR_NOT_BEFORE_OUTCOME,
          draft.in(ANALYSIS, "mediators", i, "mediator-at"),
          "The mediator is measured at '%s', not before the outcome at '%s'."
              .formatted(mediatorAt, at));
    }
  }

  /** Target date; what is anchored at consent comes before all that randomization anchors. */
  private static Optional<LocalDate> target(AssessmentPlan plan) {
    var date = plan.anchor().from(ANCHOR);
    return Optional.of(plan.anchor().after().equals("consent") ? date.minusYears(100) : date);
  }
}
