package org.attune.randomization.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Stratum;

/**
 * What one version of a protocol says about allocation, its expressions compiled.
 *
 * @param when allocation happens by itself when it becomes true
 * @param factors in order; empty for a method that pays no attention to strata
 * @param required assessments that must be complete, by id
 * @param sites ids
 * @param screener items of the screener, by their names in expressions
 */
public record Terms(
    Expression when,
    List<Factor> factors,
    List<String> required,
    List<String> sites,
    Map<String, Item> screener) {
  private static final String SITE = "site";

  /** Methods with one list for the whole study, whatever strata are declared. */
  private static final Set<String> WITHOUT_STRATA = Set.of("simple", "permuted-blocks");

  /**
   * A factor of stratification.
   *
   * @param from says the level; empty for the site itself
   * @param levels declared; empty for the site
   * @param unknown level when {@code from} cannot be known
   */
  public record Factor(
      String id, Optional<Expression> from, List<String> levels, Optional<String> unknown) {}

  /**
   * The terms of a protocol that randomizes.
   *
   * @throws IllegalArgumentException if an expression is broken; a linted protocol has none
   */
  public static Terms of(Protocol protocol, RandomizationPlan plan) {
    var declared = Declarations.of(protocol);
    var factors = new ArrayList<Factor>();
    for (var stratum : strata(plan)) {
      var from =
          isSite(stratum.from())
              ? Optional.<Expression>empty()
              : Optional.of(
                  Expression.compile(stratum.from(), declared, ResultType.TEXT).orThrow());
      factors.add(new Factor(stratum.id(), from, stratum.levels(), stratum.unknown()));
    }
    var screener = new HashMap<String, Item>();
    var questionnaire = protocol.questionnaires().get(protocol.enrollment().screener());
    if (questionnaire != null) {
      for (var item : questionnaire.items()) {
        screener.put(questionnaire.code() + "." + item.name(), item);
      }
    }
    return new Terms(
        Expression.compile(plan.when(), declared, ResultType.BOOLEAN).orThrow(),
        List.copyOf(factors),
        protocol.assessments().stream().filter(a -> a.required()).map(a -> a.id()).toList(),
        protocol.sites().stream().map(site -> site.id()).toList(),
        Map.copyOf(screener));
  }

  /** The factors that a plan's method looks at: those declared, or the cluster. */
  public static List<Stratum> strata(RandomizationPlan plan) {
    var cluster = plan.settings().cluster();
    if (cluster.isPresent()) {
      return List.of(
          new Stratum(
              cluster.get(), cluster.get(), List.of(), Optional.empty(), RandomizationPlan.WEIGHT));
    }
    return WITHOUT_STRATA.contains(plan.method()) ? List.of() : plan.strata();
  }

  /** True if a stratum's {@code from} is the site itself. */
  public static boolean isSite(String from) {
    return from.strip().equals(SITE);
  }

  /** The facts of a candidate by the names and types that the expressions declare. */
  public Map<String, Object> facts(Candidate candidate) {
    var facts = new HashMap<>(candidate.facts());
    candidate.enrollment().ifPresent(enrollment -> facts.put(SITE, enrollment.site()));
    screener.forEach(
        (name, item) -> {
          for (var part : item.kind().parts()) {
            var answer = candidate.facts().get(item.id() + part);
            if (answer == null) continue;
            for (var value : given(answer).recorded(item, part).values()) {
              facts.put(name + part, value);
            }
          }
        });
    return facts;
  }

  /** Answers travel as numbers or texts. */
  private static GivenAnswer given(Object answer) {
    return answer instanceof Number number
        ? new GivenAnswer(Optional.of(number.doubleValue()), Optional.empty(), Optional.empty())
        : new GivenAnswer(Optional.empty(), Optional.of(answer.toString()), Optional.empty());
  }
}
