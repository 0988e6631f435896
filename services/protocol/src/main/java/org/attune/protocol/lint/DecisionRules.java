package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.EmaPlan;

/** Whether micro-randomized options can be drawn and their effect seen. */
final class DecisionRules {
  private static final String NOTHING = "none";
  private static final Pattern TODAY = Pattern.compile("today\\.has\\('([^']*)'\\)");

  private DecisionRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    for (var i = 0; i < protocol.microRandomization().size(); i++) {
      var point = protocol.microRandomization().get(i);
      options(draft, remarks, i, point);
      proximal(draft, remarks, i, point);
      available(draft, remarks, i, point);
      if (protocol.arms().size() > 1 && point.options().keySet().stream().anyMatch(active())) {
        remarks.add(
            OPTIONS_IN_ARMS,
            draft.at("micro-randomization", i, "options"),
            "Decision point '%s' offers active options in all %d arms, so that the arms no longer differ by their programmes alone."
                .formatted(point.id(), protocol.arms().size()));
      }
    }
  }

  private static Predicate<String> active() {
    return option -> !option.equals(NOTHING);
  }

  private static void options(Draft draft, Remarks remarks, int i, DecisionPoint point) {
    var sum = BigDecimal.ZERO;
    for (var option : point.options().entrySet()) {
      sum = sum.add(BigDecimal.valueOf(option.getValue()));
      if (option.getValue() <= 0 || option.getValue() >= 1) certain(draft, remarks, i, option);
    }
    var certain = point.options().values().stream().anyMatch(p -> p <= 0 || p >= 1);
    if (!certain && sum.compareTo(BigDecimal.ONE) != 0) {
      remarks.add(
          PROBABILITIES_NOT_ONE,
          draft.at("micro-randomization", i, "options"),
          "The probabilities of '%s' sum to %s, not to 1."
              .formatted(point.id(), sum.stripTrailingZeros().toPlainString()));
    }
  }

  private static void certain(
      Draft draft, Remarks remarks, int i, Map.Entry<String, Double> option) {
    remarks.add(
        PROBABILITY_CERTAIN,
        draft.at("micro-randomization", i, "options", option.getKey()),
        "Option '%s' is drawn with probability %s: nothing is randomized and nothing can be estimated."
            .formatted(option.getKey(), BigDecimal.valueOf(option.getValue()).toPlainString()));
  }

  /** The proximal item has to be asked by the schedule whose answers are the decision points. */
  private static void proximal(Draft draft, Remarks remarks, int i, DecisionPoint point) {
    var plan = schedule(draft, point);
    if (plan.isEmpty()) {
      remarks.add(
          SCHEDULE_UNKNOWN,
          draft.at("micro-randomization", i, "at"),
          "There is no schedule '%s' for decision point '%s'.".formatted(point.at(), point.id()));
      return;
    }
    if (!asks(draft, plan.get(), point.proximal().item())) {
      remarks.add(
          PROXIMAL_NOT_ASKED,
          draft.at("micro-randomization", i, "proximal", "item"),
          "Schedule '%s' does not ask '%s'.".formatted(plan.get().id(), point.proximal().item()));
    }
  }

  /**
   * What makes options available: facts, the items just answered as {@code answer.<item>}, and
   * {@code today.has('<option>')}, which is put aside here as a truth value of the same length.
   */
  private static void available(Draft draft, Remarks remarks, int i, DecisionPoint point) {
    Object[] path = {"micro-randomization", i, "available"};
    var today = TODAY.matcher(point.available());
    while (today.find()) {
      var option = today.group(1);
      if (point.options().containsKey(option)) continue;
      remarks.add(
          OPTION_UNKNOWN,
          draft.at(path),
          "Decision point '%s' has no option '%s'.".formatted(point.id(), option));
    }
    if (schedule(draft, point).isEmpty()) return; // said already
    var source =
        TODAY
            .matcher(point.available())
            .replaceAll(call -> "true" + " ".repeat(call.group().length() - "true".length()));
    var expressions = new Expressions(draft);
    expressions.compile(source, declared(draft, point), ResultType.BOOLEAN, Draft.STUDY, path);
    remarks.addAll(expressions.findings());
  }

  private static Declarations declared(Draft draft, DecisionPoint point) {
    var types = new TreeMap<>(Declarations.of(draft.protocol()).types());
    var answers = Declarations.answers(draft.protocol()).types();
    schedule(draft, point)
        .ifPresent(
            plan ->
                answers.forEach(
                    (name, type) -> {
                      var root = plan.questionnaire() + ".";
                      if (!name.startsWith(root)) return;
                      types.put("answer." + name.substring(root.length()), type);
                    }));
    return new Declarations(types);
  }

  private static Optional<EmaPlan> schedule(Draft draft, DecisionPoint point) {
    return draft.protocol().ema(point.at().replaceFirst("^ema\\.", ""));
  }

  private static boolean asks(Draft draft, EmaPlan plan, String name) {
    var questionnaire = draft.protocol().questionnaires().get(plan.questionnaire());
    return questionnaire != null
        && questionnaire.items().stream()
            .anyMatch(item -> name.equals(questionnaire.code() + "." + item.name()));
  }
}
