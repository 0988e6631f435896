package org.attune.outcomes.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.attune.outcomes.domain.Decision.Invalid;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/** Decides whether answers fit their questionnaire. */
public final class ItemRules {
  private ItemRules() {}

  /** The first thing that is wrong, by its path in the request. */
  public static Optional<Invalid> check(Questionnaire questionnaire, List<ItemAnswer> answers) {
    var open = new HashMap<String, Item>();
    for (var item : questionnaire.items()) open.put(item.id(), item);
    for (int i = 0; i < answers.size(); i++) {
      var answer = answers.get(i);
      var path = "items[" + i + "]";
      var item = open.remove(answer.item());
      if (item == null) {
        return invalid(
            path + ".item",
            questionnaire.code() + " has no item " + answer.item() + ", or it stands here twice.");
      }
      var wrong = check(path, item, answer);
      if (wrong.isPresent()) return wrong;
    }
    return questionnaire.items().stream()
        .filter(item -> open.containsKey(item.id()) && item.required() && item.when().isEmpty())
        .findFirst()
        .flatMap(item -> invalid("items", item.id() + " must be answered."));
  }

  private static Optional<Invalid> check(String path, Item item, ItemAnswer answer) {
    var given = new GivenAnswer(answer.number(), answer.text(), answer.missingReason());
    var misfit = given.misfit(item);
    if (misfit.isPresent()) return invalid(path + misfit.get().part(), misfit.get().detail());
    boolean unanswered =
        answer.missingReason().filter(reason -> !reason.equals(GivenAnswer.DECLINED)).isPresent();
    return unanswered && item.required() && item.when().isEmpty()
        ? invalid(path + ".missingReason", item.id() + " must be answered.")
        : Optional.empty();
  }

  private static Optional<Invalid> invalid(String field, String detail) {
    return Optional.of(new Invalid(field, detail));
  }
}
