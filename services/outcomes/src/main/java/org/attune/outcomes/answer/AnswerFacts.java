package org.attune.outcomes.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/** What an answer says, by the names that safety rules have for it. */
public final class AnswerFacts {
  private AnswerFacts() {}

  /** The facts by {@code questionnaire.item}; values that fit no item say nothing. */
  public static Map<String, Object> of(Questionnaire questionnaire, List<ItemAnswer> answers) {
    var facts = new HashMap<String, Object>();
    for (var item : questionnaire.items()) {
      for (var answer : answers) {
        if (!answer.item().equals(item.id())) continue;
        facts(item, answer)
            .forEach((name, value) -> facts.put(questionnaire.code() + "." + name, value));
      }
    }
    return facts;
  }

  private static Map<String, Object> facts(Item item, ItemAnswer answer) {
    var given = new GivenAnswer(answer.number(), answer.text(), answer.missingReason());
    return given.misfit(item).isPresent() ? Map.of() : given.facts(item);
  }
}
