package org.attune.interventions.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.protocol.expression.Compilation;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Evaluation;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Protocol;

/**
 * The rules that choose among the variants of a programme's sessions and practices.
 *
 * @param rules by module, in the order of the protocol; only modules that have variants
 */
public record Tailoring(Map<String, List<Rule>> rules) {
  /** Nothing has variants. */
  public static final Tailoring NONE = new Tailoring(Map.of());

  /**
   * @param variant chosen where {@code when} holds
   */
  public record Rule(String variant, Expression when) {}

  /**
   * The rules of a programme.
   *
   * @throws IllegalStateException if a rule cannot be read, which the linter refuses before
   *     anything is published
   */
  public static Tailoring of(Programme programme, Protocol protocol) {
    var rules = new HashMap<String, List<Rule>>();
    for (var module : Module.of(programme)) {
      var variants = new ArrayList<Rule>();
      for (var variant : module.content().variants()) {
        variants.add(new Rule(variant.id(), compiled(variant.when(), protocol)));
      }
      if (!variants.isEmpty()) rules.put(module.id(), List.copyOf(variants));
    }
    return rules.isEmpty() ? NONE : new Tailoring(Map.copyOf(rules));
  }

  private static Expression compiled(String when, Protocol protocol) {
    return switch (Expression.compile(when, Declarations.tailoring(protocol), ResultType.BOOLEAN)) {
      case Compilation.Compiled(var expression) -> expression;
      case Compilation.Broken(var problems) ->
          throw new IllegalStateException("a published rule cannot be read: " + problems);
    };
  }

  /**
   * The variant of a module for a participant: the first whose rule holds. A rule that cannot be
   * decided yet does not hold.
   *
   * @param facts what is known, by name
   */
  public Optional<String> variant(String module, Map<String, Object> facts) {
    return rules.getOrDefault(module, List.of()).stream()
        .filter(rule -> rule.when().evaluate(facts).equals(new Evaluation.Known(true)))
        .map(Rule::variant)
        .findFirst();
  }
}
