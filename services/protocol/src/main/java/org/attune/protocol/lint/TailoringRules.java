package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.FACT_TOO_LATE;

import java.time.LocalDate;
import java.time.Period;
import java.util.TreeSet;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Content;
import org.attune.protocol.model.Programme;

/** Whether the rule of each variant of a session or practice can be read, and decided in time. */
final class TailoringRules {
  private final Draft draft;
  private final Remarks remarks;
  private final Expressions expressions;
  private final Domains domains;
  private final Declarations declared;

  TailoringRules(Draft draft, Remarks remarks, Expressions expressions, Domains domains) {
    this.draft = draft;
    this.remarks = remarks;
    this.expressions = expressions;
    this.domains = domains;
    this.declared = Declarations.tailoring(draft.protocol());
  }

  void check() {
    for (var programme : draft.protocol().programmes().values()) {
      for (var session : programme.sessions()) {
        check(programme, session.id(), session.unlocks(), session.content());
      }
      for (var practice : programme.practices()) {
        check(programme, practice.id(), practice.unlocks(), practice.content());
      }
    }
  }

  private void check(Programme programme, String module, Period unlocks, Content content) {
    var file = Draft.contentFile(programme.id(), module);
    for (var i = 0; i < content.variants().size(); i++) {
      var variant = content.variants().get(i);
      Object[] path = {"variants", i, "when"};
      var place = draft.in(file, path);
      if (ExpressionRules.withoutStyle(draft, remarks, variant.when(), place)) continue;
      var what = "The rule of variant '" + variant.id() + "'";
      expressions
          .compile(variant.when(), declared, ResultType.BOOLEAN, file, path)
          .ifPresent(
              when -> {
                tooLate(programme, module, unlocks, when, place);
                ExpressionRules.eitherWay(remarks, domains, when, declared, what, place);
              });
    }
  }

  /**
   * Says so if {@code when} needs an assessment that opens after the module is there. Whose group
   * or waiting list begins later may have answered it by then, so nothing is said of those.
   */
  private void tooLate(
      Programme programme, String module, Period unlocks, Expression when, Place place) {
    if (!beginsAtOnce(programme)) return;
    var late = new TreeSet<String>();
    for (var plan : draft.protocol().assessments()) {
      if (!opensAfter(plan, unlocks)) continue;
      when.names().stream().filter(name -> name.startsWith(plan.id() + ".")).forEach(late::add);
    }
    if (late.isEmpty()) return;
    remarks.add(
        FACT_TOO_LATE,
        place,
        "'%s' is unlocked before %s, so that is not known here."
            .formatted(module, String.join(", ", late)));
  }

  private boolean beginsAtOnce(Programme programme) {
    return draft.protocol().arms().stream()
        .filter(arm -> draft.protocol().programmeOf(arm.id()).filter(programme::equals).isPresent())
        .allMatch(arm -> arm.intervention().isPresent() && arm.groups().isEmpty());
  }

  /** Whether an assessment opens later than {@code unlocks} after the day after randomization. */
  private static boolean opensAfter(AssessmentPlan plan, Period unlocks) {
    var randomized = LocalDate.EPOCH; // any date
    return plan.anchor().after().equals(Anchor.RANDOMIZATION)
        && plan.opens(randomized).isAfter(randomized.plusDays(1).plus(unlocks));
  }
}
