package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.model.DecisionPoint;

/**
 * Whether the probabilities of one decision point can be drawn by.
 *
 * @param i its position, from 0
 */
record ProbabilityRules(Draft draft, Remarks remarks, int i, DecisionPoint point) {
  private static final String LIST = "micro-randomization";

  void check() {
    bounds();
    long rests = point.formulas().values().stream().filter(DecisionPoint.REST::equals).count();
    if (rests > 1) {
      say(DECISION_REST_TWICE, "The rest is given to %d options.".formatted(rests), "options");
    }
    if (rests < point.formulas().size()) {
      decimals(numbers());
      changing();
    } else {
      constant();
    }
  }

  private void bounds() {
    if (point.bounds().isEmpty()) return;
    var bounds = point.bounds().get();
    if (bounds.low() > 0 && bounds.high() < 1 && bounds.low() <= bounds.high()) return;
    say(
        DECISION_BOUNDS_UNUSABLE,
        "From %s to %s is no range inside of 0 and 1."
            .formatted(plain(bounds.low()), plain(bounds.high())),
        "bounds");
  }

  /** The probabilities that are written as numbers. */
  private TreeMap<String, BigDecimal> numbers() {
    var numbers = new TreeMap<String, BigDecimal>();
    point.options().forEach((option, p) -> numbers.put(option, BigDecimal.valueOf(p)));
    return numbers;
  }

  private void constant() {
    var numbers = numbers();
    var sum = numbers.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    point.formulas().keySet().forEach(rest -> numbers.put(rest, BigDecimal.ONE.subtract(sum)));
    boolean certain = decimals(numbers);
    boolean summed = !point.formulas().isEmpty();
    if (!certain && !summed && sum.compareTo(BigDecimal.ONE) != 0) {
      say(
          PROBABILITIES_NOT_ONE,
          "The probabilities of '%s' sum to %s, not to 1."
              .formatted(point.id(), sum.stripTrailingZeros().toPlainString()),
          "options");
    }
    if (!point.fallback().isEmpty()) {
      say(
          DECISION_FALLBACK_UNUSABLE,
          "Nothing falls back where every probability is a number.",
          "fallback");
    }
  }

  /** True if one of them is 0 or 1. */
  private boolean decimals(Map<String, BigDecimal> numbers) {
    boolean certain = false;
    for (var option : numbers.entrySet()) {
      var probability = option.getValue();
      if (probability.signum() <= 0 || probability.compareTo(BigDecimal.ONE) >= 0) {
        certain = true;
        say(
            PROBABILITY_CERTAIN,
            "Option '%s' is drawn with probability %s: nothing is randomized and nothing can be estimated."
                .formatted(option.getKey(), probability.toPlainString()),
            "options",
            option.getKey());
      } else if (isOutside(probability)) {
        say(
            PROBABILITY_OUTSIDE_BOUNDS,
            "Option '%s' is drawn with probability %s, outside of the bounds."
                .formatted(option.getKey(), probability.toPlainString()),
            "options",
            option.getKey());
      }
    }
    return certain;
  }

  private boolean isOutside(BigDecimal probability) {
    return point.bounds().stream()
        .anyMatch(
            bounds ->
                probability.compareTo(BigDecimal.valueOf(bounds.low())) < 0
                    || probability.compareTo(BigDecimal.valueOf(bounds.high())) > 0);
  }

  /** Probabilities that depend on something keep to bounds, and have others to fall back to. */
  private void changing() {
    if (point.bounds().isEmpty()) {
      say(
          DECISION_BOUNDS_MISSING,
          "The probabilities of '%s' depend on something, and nothing bounds them."
              .formatted(point.id()),
          "options");
    }
    if (point.fallback().isEmpty()) {
      say(
          DECISION_FALLBACK_MISSING,
          "The probabilities of '%s' may be unknown or out of bounds, and nothing says what then."
              .formatted(point.id()),
          "options");
    } else if (!isUsable(point.fallback())) {
      say(
          DECISION_FALLBACK_UNUSABLE,
          "The fallback of '%s' cannot be drawn from.".formatted(point.id()),
          "fallback");
    }
  }

  private boolean isUsable(Map<String, Double> fallback) {
    var numbers = new TreeMap<String, BigDecimal>();
    fallback.forEach((option, p) -> numbers.put(option, BigDecimal.valueOf(p)));
    var sum = numbers.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return numbers.keySet().equals(point.names())
        && sum.compareTo(BigDecimal.ONE) == 0
        && numbers.values().stream().allMatch(p -> p.signum() > 0 && !isOutside(p));
  }

  private void say(Code code, String sentence, Object... path) {
    var whole = new Object[path.length + 2];
    whole[0] = LIST;
    whole[1] = i;
    System.arraycopy(path, 0, whole, 2, path.length);
    remarks.add(code, draft.at(whole), sentence);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
