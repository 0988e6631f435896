package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;
import static org.attune.protocol.lint.Draft.STUDY;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.SafetyRule;

/** Whether every condition can be read, can be decided in time, and can come out either way. */
final class ExpressionRules {
  private final Draft draft;
  private final Remarks remarks;
  private final Expressions expressions;
  private final Domains domains;

  private ExpressionRules(Draft draft, Remarks remarks) {
    this.draft = draft;
    this.remarks = remarks;
    this.expressions = new Expressions(draft);
    this.domains = new Domains(draft.protocol());
  }

  static void check(Draft draft, Remarks remarks) {
    var rules = new ExpressionRules(draft, remarks);
    rules.eligibility();
    rules.safety();
    draft.protocol().randomization().ifPresent(rules::randomization);
    new TailoringRules(draft, remarks, rules.expressions, rules.domains).check();
    remarks.addAll(rules.expressions.findings());
  }

  private void eligibility() {
    var declared = Declarations.screening(draft.protocol());
    var criteria = draft.protocol().enrollment().eligible();
    for (var i = 0; i < criteria.size(); i++) {
      Object[] path = {"enrollment", "eligible", i, "when"};
      var what = "Criterion '" + criteria.get(i).id() + "'";
      expressions
          .compile(criteria.get(i).when(), declared, ResultType.BOOLEAN, STUDY, path)
          .ifPresent(expression -> eitherWay(expression, declared, what, draft.at(path)));
    }
  }

  private void safety() {
    var declared = Declarations.answers(draft.protocol());
    var collected = new Collected(draft.protocol());
    var rules = draft.protocol().safety();
    for (var i = 0; i < rules.size(); i++) {
      Object[] path = {"safety", i, "when"};
      var rule = rules.get(i);
      var compiled = expressions.compile(rule.when(), declared, ResultType.BOOLEAN, STUDY, path);
      if (compiled.isEmpty()) continue;
      eitherWay(compiled.get(), declared, "Safety rule '" + rule.id() + "'", draft.at(path));
      var questionnaires = roots(compiled.get());
      if (questionnaires.size() > 1) {
        remarks.add(
            SAFETY_SEVERAL_QUESTIONNAIRES,
            draft.at(path),
            "Safety rule '%s' looks at answers to %s, which are never given together."
                .formatted(rule.id(), String.join(" and ", questionnaires)));
      }
      for (var code : questionnaires) {
        if (collected.asked(code)) continue;
        remarks.add(
            SAFETY_ITEM_NOT_COLLECTED,
            draft.at(path),
            "Safety rule '%s' watches '%s', which no assessment and no schedule asks."
                .formatted(rule.id(), code));
      }
      for (var code : questionnaires) askedInSomeArms(rule, code, path);
    }
  }

  /** Alerts are public: one about a prompt that some arms alone have would tell the arm. */
  private void askedInSomeArms(SafetyRule rule, String questionnaire, Object... path) {
    for (var plan : draft.protocol().ema()) {
      if (!plan.tellsArm() || !plan.questionnaire().equals(questionnaire)) continue;
      remarks.add(
          SAFETY_TELLS_ARM,
          draft.at(path),
          "Safety rule '%s' looks at '%s', which schedule '%s' asks in some arms alone."
              .formatted(rule.id(), questionnaire, plan.id()));
    }
  }

  private void randomization(RandomizationPlan plan) {
    var declared = Declarations.of(draft.protocol());
    Object[] path = {"randomization", "when"};
    Optional<Expression> when =
        withoutStyle(plan.when(), path)
            ? Optional.empty()
            : expressions.compile(plan.when(), declared, ResultType.BOOLEAN, STUDY, path);
    when.ifPresent(
        expression -> {
          tooLate(expression, path);
          eitherWay(expression, declared, "The condition of randomization", draft.at(path));
          required(expression, declared);
        });
    var strata = new StratumRules(draft, remarks, domains);
    for (var i = 0; i < plan.strata().size(); i++) {
      var stratum = plan.strata().get(i);
      var position = i;
      if (stratum.from().strip().equals("site") && stratum.levels().isEmpty()) continue;
      Object[] from = {"randomization", "strata", i, "from"};
      if (withoutStyle(stratum.from(), from)) continue;
      expressions
          .compile(stratum.from(), declared, ResultType.TEXT, STUDY, from)
          .ifPresent(
              expression -> {
                if (tooLate(expression, from)) return;
                strata.check(position, stratum, expression, when, declared);
              });
    }
  }

  private boolean withoutStyle(String source, Object... path) {
    return withoutStyle(draft, remarks, source, draft.at(path));
  }

  /** Says so if {@code source} uses attachment of a study that does not say how it is scored. */
  static boolean withoutStyle(Draft draft, Remarks remarks, String source, Place place) {
    if (!source.contains(".attachment.") || draft.protocol().attachment().isPresent()) return false;
    remarks.add(
        STYLE_WITHOUT_RULE,
        place,
        "Attachment is used here, but the study does not say how it is scored.");
    return true;
  }

  /** Says so if {@code expression} needs something that only happens after randomization. */
  private boolean tooLate(Expression expression, Object... path) {
    var late = new TreeSet<String>();
    for (var plan : draft.protocol().assessments()) {
      if (!plan.anchor().after().equals("randomization")) continue;
      expression.names().stream()
          .filter(name -> name.startsWith(plan.id() + "."))
          .forEach(late::add);
    }
    for (var plan : draft.protocol().ema()) {
      if (!AnchorRules.followsRandomization(draft.protocol(), plan.from().after())) continue;
      expression.names().stream()
          .filter(("ema." + plan.id() + ".ended")::equals)
          .forEach(late::add);
    }
    if (late.isEmpty()) return false;
    remarks.add(
        FACT_TOO_LATE,
        draft.at(path),
        "Randomization comes before %s, so that is not known here."
            .formatted(String.join(", ", late)));
    return true;
  }

  private void required(Expression when, Declarations declared) {
    var plans = draft.protocol().assessments();
    for (var i = 0; i < plans.size(); i++) {
      var plan = plans.get(i);
      if (!plan.required() || !plan.anchor().after().equals("consent")) continue;
      if (awaits(domains, when, declared, plan.id() + ".complete")) continue;
      remarks.add(
          REQUIRED_NOT_AWAITED,
          draft.at("assessments", i, "required"),
          "'%s' is required, but randomization does not wait for %s.complete."
              .formatted(plan.id(), plan.id()));
    }
  }

  /** True if {@code when} can never be true while {@code fact} is false. */
  static boolean awaits(Domains domains, Expression when, Declarations declared, String fact) {
    return when.names().contains(fact)
        && domains
            .values(when, declared, Map.of(fact, false))
            .filter(values -> !values.contains(true))
            .isPresent();
  }

  private void eitherWay(Expression expression, Declarations declared, String what, Place place) {
    eitherWay(remarks, domains, expression, declared, what, place);
  }

  /** Says so if {@code expression} cannot come out both ways. */
  static void eitherWay(
      Remarks remarks,
      Domains domains,
      Expression expression,
      Declarations declared,
      String what,
      Place place) {
    var values = domains.values(expression, declared, Map.of()).orElse(Set.of());
    if (values.size() != 1) return;
    if (values.contains(false)) {
      remarks.add(EXPRESSION_NEVER_TRUE, place, what + " never holds, whatever is answered.");
    } else {
      remarks.add(EXPRESSION_ALWAYS_TRUE, place, what + " always holds, whatever is answered.");
    }
  }

  private static Set<String> roots(Expression expression) {
    return expression.names().stream()
        .map(name -> name.substring(0, Math.max(0, name.indexOf('.'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
