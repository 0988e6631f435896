package org.attune.protocol.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.SafetyRule;

/**
 * The safety rules of one protocol, compiled, by the questionnaire whose answers they look at.
 * Immutable; safe for many threads.
 */
public final class WatchedRules {
  private static final WatchedRules NONE = new WatchedRules(new TreeMap<>());

  private record Watched(SafetyRule rule, Expression when) {
    boolean looksAt(String questionnaire) {
      return when.names().stream().anyMatch(name -> name.startsWith(questionnaire + "."));
    }
  }

  private final SortedMap<String, List<Watched>> byQuestionnaire;

  private WatchedRules(SortedMap<String, List<Watched>> byQuestionnaire) {
    this.byQuestionnaire = byQuestionnaire;
  }

  /**
   * The rules of a protocol that has been linted.
   *
   * @throws IllegalArgumentException if a rule is broken; a linted protocol has no such rule
   */
  public static WatchedRules of(Protocol protocol) {
    if (protocol.safety().isEmpty()) return NONE;
    var declared = Declarations.answers(protocol);
    var all = new ArrayList<Watched>();
    for (var rule : protocol.safety()) {
      var when = Expression.compile(rule.when(), declared, ResultType.BOOLEAN).orThrow();
      all.add(new Watched(rule, when));
    }
    var rules = new TreeMap<String, List<Watched>>();
    for (var questionnaire : protocol.questionnaires().keySet()) {
      var watching = all.stream().filter(watched -> watched.looksAt(questionnaire)).toList();
      if (!watching.isEmpty()) rules.put(questionnaire, watching);
    }
    return new WatchedRules(rules);
  }

  /** Codes of the questionnaires that a rule looks at, sorted. */
  public Set<String> questionnaires() {
    return byQuestionnaire.keySet();
  }

  /** True if a rule looks at answers to that questionnaire. */
  public boolean watch(String questionnaire) {
    return byQuestionnaire.containsKey(questionnaire);
  }

  /**
   * The rules that an answer meets, in the protocol's order.
   *
   * @param questionnaire code of what was answered
   * @param facts what was said, by {@code questionnaire.item}; what was not said meets nothing
   */
  public List<SafetyRule> met(String questionnaire, Map<String, Object> facts) {
    return byQuestionnaire.getOrDefault(questionnaire, List.of()).stream()
        .filter(watched -> watched.when().evaluate(facts).isTrue())
        .map(Watched::rule)
        .toList();
  }
}
