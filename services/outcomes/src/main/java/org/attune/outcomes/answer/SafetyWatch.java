package org.attune.outcomes.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.CrisisCard;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.SafetyRule;
import org.attune.protocol.model.Site;

/**
 * Looks at each answer by the safety rules of the protocol. Knows nothing of arms. Safe for many
 * threads.
 */
public final class SafetyWatch {
  private static final String CRISIS = "crisis";

  private record Watched(SafetyRule rule, Expression when) {}

  /** Rules of a published version never change, so they are compiled once. */
  private final Map<String, List<Watched>> byProtocol = new ConcurrentHashMap<>();

  /**
   * The rules that an answer meets, in the protocol's order; values that fit no item say nothing.
   */
  public List<SafetyRule> met(Protocol protocol, String instrument, List<ItemAnswer> answers) {
    if (protocol.safety().isEmpty()) return List.of();
    var questionnaire = protocol.questionnaires().get(instrument);
    if (questionnaire == null) return List.of();
    var facts = new HashMap<String, Object>();
    for (var item : questionnaire.items()) {
      for (var answer : answers) {
        if (!answer.item().equals(item.id())) continue;
        facts(item, answer).forEach((name, value) -> facts.put(instrument + "." + name, value));
      }
    }
    return watched(protocol).stream()
        .filter(watched -> watched.when().evaluate(facts).isTrue())
        .map(Watched::rule)
        .toList();
  }

  /** The card to be shown at once, if one of these rules wants it: that of the site. */
  public static Optional<CrisisCard> card(Protocol protocol, List<SafetyRule> met, String site) {
    if (met.stream().noneMatch(rule -> rule.show().equals(CRISIS))) return Optional.empty();
    return protocol
        .site(site)
        .or(() -> protocol.sites().stream().findFirst())
        .map(Site::crisis)
        .map(file -> protocol.crisisCards().get(file));
  }

  private List<Watched> watched(Protocol protocol) {
    return byProtocol.computeIfAbsent(
        protocol.sha256(),
        _ -> {
          var declared = Declarations.answers(protocol);
          return protocol.safety().stream()
              .map(
                  rule ->
                      new Watched(
                          rule,
                          Expression.compile(rule.when(), declared, ResultType.BOOLEAN).orThrow()))
              .toList();
        });
  }

  /** What an answer says, if it fits its item. */
  private static Map<String, Object> facts(Item item, ItemAnswer answer) {
    var given = new GivenAnswer(answer.number(), answer.text(), answer.missingReason());
    return given.misfit(item).isPresent() ? Map.of() : given.facts(item);
  }
}
