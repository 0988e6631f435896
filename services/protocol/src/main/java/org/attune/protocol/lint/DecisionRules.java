package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.math.BigDecimal;
import java.util.Map;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.EmaPlan;

/** Whether micro-randomized options can be drawn and their effect seen. */
final class DecisionRules {
  private static final String NOTHING = "none";

  private DecisionRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    for (var i = 0; i < protocol.microRandomization().size(); i++) {
      var point = protocol.microRandomization().get(i);
      options(draft, remarks, i, point);
      proximal(draft, remarks, i, point);
      if (protocol.arms().size() > 1 && point.options().keySet().stream().anyMatch(active())) {
        remarks.add(
            OPTIONS_IN_ARMS,
            draft.at("micro-randomization", i, "options"),
            "Decision point '%s' offers active options in all %d arms, so that the arms no longer differ by their programmes alone."
                .formatted(point.id(), protocol.arms().size()));
      }
    }
  }

  private static java.util.function.Predicate<String> active() {
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
    var schedule = point.at().startsWith("ema.") ? point.at().substring(4) : point.at();
    var plan = draft.protocol().ema(schedule);
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
          "Schedule '%s' does not ask '%s'.".formatted(schedule, point.proximal().item()));
    }
  }

  private static boolean asks(Draft draft, EmaPlan plan, String name) {
    var questionnaire = draft.protocol().questionnaires().get(plan.questionnaire());
    return questionnaire != null
        && questionnaire.items().stream()
            .anyMatch(item -> name.equals(questionnaire.code() + "." + item.name()));
  }
}
