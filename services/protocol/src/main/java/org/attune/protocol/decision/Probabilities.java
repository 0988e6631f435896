package org.attune.protocol.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Evaluation;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.DecisionPolicy;

/**
 * The probabilities of a policy's options: decimals, expressions over what is known, and the rest.
 * What an expression gives is rounded to {@value #DECIMALS} decimals, so that sums are exact.
 */
final class Probabilities {
  /** Decimals of a probability that an expression gives. */
  static final int DECIMALS = 6;

  private final DecisionPolicy policy;
  private final SortedMap<String, BigDecimal> constants = new TreeMap<>();
  private final SortedMap<String, Expression> expressions = new TreeMap<>();

  Probabilities(DecisionPolicy policy, Declarations facts) {
    this.policy = policy;
    policy.options().forEach((option, p) -> constants.put(option, BigDecimal.valueOf(p)));
    policy
        .formulas()
        .forEach(
            (option, text) -> {
              if (!isRest(text)) expressions.put(option, compile(text, facts));
            });
  }

  private static Expression compile(String text, Declarations facts) {
    return Expression.compile(DecisionFacts.named(text), facts, ResultType.DECIMAL).orThrow();
  }

  private static boolean isRest(String text) {
    return text.equals(DecisionPoint.REST);
  }

  List<Expression> expressions() {
    return List.copyOf(expressions.values());
  }

  /** The probabilities over what is known, else the fallback with its cause. */
  Chances over(Map<String, Object> facts) {
    var found = new TreeMap<String, BigDecimal>(constants);
    for (var entry : expressions.entrySet()) {
      var value = value(entry.getValue().evaluate(facts));
      if (value.isEmpty()) return fallback(FallbackCause.NOT_KNOWN);
      found.put(entry.getKey(), value.get());
    }
    var rest = BigDecimal.ONE.subtract(sum(found));
    policy
        .formulas()
        .forEach(
            (option, text) -> {
              if (isRest(text)) found.put(option, rest);
            });
    if (sum(found).compareTo(BigDecimal.ONE) != 0) return fallback(FallbackCause.NOT_ONE);
    boolean within = found.values().stream().allMatch(this::isWithinBounds);
    return within
        ? new Chances(chances(found), Optional.empty())
        : fallback(FallbackCause.OUT_OF_BOUNDS);
  }

  private static Optional<BigDecimal> value(Evaluation evaluation) {
    if (!(evaluation instanceof Evaluation.Known(var value))) return Optional.empty();
    double number = ((Number) value).doubleValue();
    return Double.isFinite(number)
        ? Optional.of(BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN))
        : Optional.empty();
  }

  private boolean isWithinBounds(BigDecimal probability) {
    boolean inside = probability.signum() > 0 && probability.compareTo(BigDecimal.ONE) < 0;
    return inside
        && policy.bounds().stream()
            .allMatch(
                bounds ->
                    probability.compareTo(BigDecimal.valueOf(bounds.low())) >= 0
                        && probability.compareTo(BigDecimal.valueOf(bounds.high())) <= 0);
  }

  private Chances fallback(FallbackCause cause) {
    var declared = new TreeMap<String, BigDecimal>();
    policy.fallback().forEach((option, p) -> declared.put(option, BigDecimal.valueOf(p)));
    if (declared.isEmpty()) {
      throw new IllegalStateException(policy.point() + " has no fallback for " + cause);
    }
    return new Chances(chances(declared), Optional.of(cause));
  }

  private static List<Chance> chances(SortedMap<String, BigDecimal> probabilities) {
    var chances = new ArrayList<Chance>();
    probabilities.forEach((option, p) -> chances.add(new Chance(option, plain(p))));
    return chances;
  }

  /** Equal numbers are equal objects, however many zeros they were written with. */
  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  private static BigDecimal sum(SortedMap<String, BigDecimal> probabilities) {
    return probabilities.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
