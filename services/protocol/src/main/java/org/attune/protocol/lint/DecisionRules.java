package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.attune.protocol.decision.DecisionFacts;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Questionnaire;

/** Whether micro-randomized options can be drawn and their effect seen. */
final class DecisionRules {
  private static final String LIST = "micro-randomization";

  private DecisionRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    for (var i = 0; i < protocol.microRandomization().size(); i++) {
      var point = protocol.microRandomization().get(i);
      new ProbabilityRules(draft, remarks, i, point).check();
      shows(draft, remarks, i, point);
      proximal(draft, remarks, i, point);
      expressions(draft, remarks, i, point);
      if (protocol.arms().size() > 1 && point.names().stream().anyMatch(active())) {
        remarks.add(
            OPTIONS_IN_ARMS,
            draft.at(LIST, i, "options"),
            "Decision point '%s' offers active options in all %d arms, so that the arms no longer differ by their programmes alone."
                .formatted(point.id(), protocol.arms().size()));
      }
    }
  }

  private static Predicate<String> active() {
    return option -> !option.equals(DecisionPoint.NONE);
  }

  private static void shows(Draft draft, Remarks remarks, int i, DecisionPoint point) {
    for (var option : point.shows().keySet()) {
      if (point.names().contains(option)) continue;
      unknown(draft, remarks, point, option, LIST, i, "shows", option);
    }
  }

  private static void unknown(
      Draft draft, Remarks remarks, DecisionPoint point, String option, Object... path) {
    remarks.add(
        OPTION_UNKNOWN,
        draft.at(path),
        "Decision point '%s' has no option '%s'.".formatted(point.id(), option));
  }

  /** The proximal item has to be asked by the schedule whose answers are the decision points. */
  private static void proximal(Draft draft, Remarks remarks, int i, DecisionPoint point) {
    var plan = schedule(draft, point);
    if (plan.isEmpty()) {
      remarks.add(
          SCHEDULE_UNKNOWN,
          draft.at(LIST, i, "at"),
          "There is no schedule '%s' for decision point '%s'.".formatted(point.at(), point.id()));
      return;
    }
    if (!asks(draft, plan.get(), point.proximal().item())) {
      remarks.add(
          PROXIMAL_NOT_ASKED,
          draft.at(LIST, i, "proximal", "item"),
          "Schedule '%s' does not ask '%s'.".formatted(plan.get().id(), point.proximal().item()));
    }
  }

  /** What makes options available and probable, over {@link DecisionFacts}. */
  private static void expressions(Draft draft, Remarks remarks, int i, DecisionPoint point) {
    var asked =
        schedule(draft, point)
            .map(plan -> draft.protocol().questionnaires().get(plan.questionnaire()));
    var texts = new TreeMap<>(point.formulas());
    texts.values().removeIf(DecisionPoint.REST::equals);
    options(draft, remarks, point, point.available(), LIST, i, "available");
    texts.forEach(
        (option, text) -> options(draft, remarks, point, text, LIST, i, "options", option));
    if (asked.isEmpty()) return; // said already
    var declared = declared(point, asked.get());
    var expressions = new Expressions(draft);
    expressions.compile(
        named(point, point.available()),
        declared,
        ResultType.BOOLEAN,
        Draft.STUDY,
        LIST,
        i,
        "available");
    texts.forEach(
        (option, text) ->
            expressions.compile(
                named(point, text),
                declared,
                ResultType.DECIMAL,
                Draft.STUDY,
                LIST,
                i,
                "options",
                option));
    remarks.addAll(expressions.findings());
  }

  private static Declarations declared(DecisionPoint point, Questionnaire asked) {
    return DecisionFacts.of(point, asked);
  }

  private static void options(
      Draft draft, Remarks remarks, DecisionPoint point, String source, Object... path) {
    var today = DecisionFacts.TODAY.matcher(source);
    while (today.find()) {
      var option = today.group(1);
      if (!point.names().contains(option)) unknown(draft, remarks, point, option, path);
    }
  }

  /** As it is compiled; an option that is not offered, which is said already, reads as true. */
  private static String named(DecisionPoint point, String source) {
    var known =
        DecisionFacts.TODAY
            .matcher(source)
            .replaceAll(
                call ->
                    point.names().contains(call.group(1))
                        ? Matcher.quoteReplacement(call.group())
                        : "true" + " ".repeat(call.group().length() - "true".length()));
    return DecisionFacts.named(known);
  }

  private static Optional<EmaPlan> schedule(Draft draft, DecisionPoint point) {
    return draft.protocol().ema(point.schedule());
  }

  private static boolean asks(Draft draft, EmaPlan plan, String name) {
    var questionnaire = draft.protocol().questionnaires().get(plan.questionnaire());
    return questionnaire != null
        && questionnaire.items().stream()
            .flatMap(item -> item.kind().parts().stream().map(part -> item.name() + part))
            .anyMatch(asked -> name.equals(questionnaire.code() + "." + asked));
  }
}
