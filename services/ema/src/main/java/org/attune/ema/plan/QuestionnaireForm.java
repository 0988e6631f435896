package org.attune.ema.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.ItemAnswer;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/** What answers to one questionnaire must look like. Thread-safe; made once per version. */
public final class QuestionnaireForm {
  /**
   * What does not fit.
   *
   * @param field within the answer, for example {@code items[2].number}
   * @param detail one sentence that says what would
   */
  public record Misfit(String field, String detail) {}

  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Expression> conditions = new HashMap<>();

  public QuestionnaireForm(Questionnaire questionnaire) {
    for (var item : questionnaire.items()) {
      items.put(item.id(), item);
      item.when()
          .ifPresent(
              when ->
                  conditions.put(
                      item.id(),
                      Expression.compile(
                              when, Declarations.before(questionnaire, item), ResultType.BOOLEAN)
                          .orThrow()));
    }
  }

  /** The first thing in the answers that does not fit, if there is one. */
  public Optional<Misfit> misfit(List<ItemAnswer> answers) {
    var seen = new HashSet<String>();
    for (int i = 0; i < answers.size(); i++) {
      var answer = answers.get(i);
      var item = items.get(answer.item());
      var place = "items[" + i + "]";
      if (item == null) {
        return misfit(place + ".item", "The questionnaire has no item " + answer.item() + ".");
      }
      if (!seen.add(answer.item())) {
        return misfit(place + ".item", answer.item() + " is answered twice.");
      }
      var found = given(answer).misfit(item);
      if (found.isPresent()) return misfit(place + found.get().part(), found.get().detail());
    }
    return Optional.empty();
  }

  /**
   * The answers as they are recorded, by column, in the order shown; those shown at once, by item.
   */
  public List<ItemAnswer> recorded(List<ItemAnswer> answers) {
    return answers.stream()
        .flatMap(answer -> columns(answer).stream())
        .sorted(Comparator.comparingInt(ItemAnswer::order).thenComparing(ItemAnswer::item))
        .toList();
  }

  private List<ItemAnswer> columns(ItemAnswer answer) {
    var item = items.get(answer.item());
    if (item == null) return List.of(answer);
    return given(answer).columns(item).entrySet().stream()
        .map(
            column ->
                answer.in(column.getKey(), column.getValue().number(), column.getValue().text()))
        .toList();
  }

  /**
   * What answers say, by the names that expressions have for it.
   *
   * @param prefix of each name
   * @param recorded answers as {@link #recorded} gives them
   */
  public Map<String, Object> facts(String prefix, List<ItemAnswer> recorded) {
    var byColumn = new HashMap<String, GivenAnswer>();
    for (var answer : recorded) byColumn.put(answer.item(), given(answer));
    return GivenAnswer.recorded(prefix, items.values(), byColumn);
  }

  /** Complete if each item whose condition holds has a value or a reason. */
  public Completeness completeness(List<ItemAnswer> answers) {
    var given = new HashSet<String>();
    var facts = new HashMap<String, Object>();
    for (var answer : answers) {
      given.add(answer.item());
      var item = items.get(answer.item());
      if (item != null) facts.putAll(given(answer).facts(item));
    }
    for (var item : items.values()) {
      if (!given.contains(item.id()) && applies(item, facts)) return Completeness.PARTIAL;
    }
    return Completeness.COMPLETE;
  }

  /** An item whose condition cannot be decided was not shown. */
  private boolean applies(Item item, Map<String, Object> facts) {
    var condition = conditions.get(item.id());
    return condition == null || condition.evaluate(facts).isTrue();
  }

  private static GivenAnswer given(ItemAnswer answer) {
    return new GivenAnswer(answer.number(), answer.text(), answer.missingReason());
  }

  private static Optional<Misfit> misfit(String field, String detail) {
    return Optional.of(new Misfit(field, detail));
  }
}
