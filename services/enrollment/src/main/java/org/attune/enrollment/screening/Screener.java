package org.attune.enrollment.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.enrollment.domain.CodedAnswer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.instrument.GivenAnswer;
import org.attune.protocol.model.EnrollmentPlan.Criterion;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * The screener of one protocol version: checks answers against its items and its criteria against
 * the answers. Thread-safe.
 */
public final class Screener {
  private static final String NOT_APPLICABLE = "not_applicable";
  private static final String SKIPPED = "skipped";

  /**
   * What the screener found.
   *
   * @param unmet the first criterion that does not hold; empty if all do
   * @param answers one per column, in the order of the screener
   */
  public record Verdict(Optional<String> unmet, List<CodedAnswer> answers) {}

  private final Questionnaire questionnaire;
  private final Map<String, Expression> criteria = new LinkedHashMap<>();
  private final Map<String, Expression> shown = new HashMap<>();

  /**
   * @throws IllegalStateException if the protocol was never linted: it has no such screener
   */
  public Screener(Protocol protocol) {
    var found = protocol.questionnaires().get(protocol.enrollment().screener());
    if (found == null) throw new IllegalStateException("the protocol has no screener");
    questionnaire = found;
    var facts = Declarations.screening(protocol);
    for (Criterion criterion : protocol.enrollment().eligible()) {
      criteria.put(
          criterion.id(),
          Expression.compile(criterion.when(), facts, ResultType.BOOLEAN).orThrow());
    }
    for (var item : questionnaire.items()) {
      item.when()
          .ifPresent(
              when ->
                  shown.put(
                      item.id(),
                      Expression.compile(
                              when, Declarations.before(questionnaire, item), ResultType.BOOLEAN)
                          .orThrow()));
    }
  }

  /**
   * Judges a screener's answers. A criterion that the answers do not decide does not hold.
   *
   * @throws InvalidRequestException if an answer is unknown, doubled, of the wrong type, out of
   *     range, or a required one is missing
   */
  public Verdict judge(List<AnswerForm> forms) {
    var byItem = byItem(forms);
    var local = new HashMap<String, Object>();
    var facts = new HashMap<String, Object>();
    var answers = new ArrayList<CodedAnswer>();
    for (var item : questionnaire.items()) {
      var answer = answer(item, Optional.ofNullable(byItem.get(item.id())), local);
      answer.columns(item).forEach((column, value) -> answers.add(coded(column, value)));
      answer
          .facts(item)
          .forEach(
              (name, value) -> {
                local.put(name, value);
                facts.put(questionnaire.code() + "." + name, value);
              });
    }
    for (var criterion : criteria.entrySet()) {
      if (!criterion.getValue().evaluate(facts).isTrue()) {
        return new Verdict(Optional.of(criterion.getKey()), List.copyOf(answers));
      }
    }
    return new Verdict(Optional.empty(), List.copyOf(answers));
  }

  private Map<String, AnswerForm> byItem(List<AnswerForm> forms) {
    var known = new HashSet<String>();
    for (var item : questionnaire.items()) known.add(item.id());
    var byItem = new HashMap<String, AnswerForm>();
    for (var form : forms) {
      if (!known.contains(form.item())) {
        throw new InvalidRequestException(
            form.path() + ".item", "The screener has no item of this name.");
      }
      if (byItem.put(form.item(), form) != null) {
        throw new InvalidRequestException(form.path() + ".item", form.item() + " is there twice.");
      }
    }
    return byItem;
  }

  private GivenAnswer answer(Item item, Optional<AnswerForm> form, Map<String, Object> before) {
    var when = shown.get(item.id());
    if (when != null && !when.evaluate(before).isTrue()) return missing(NOT_APPLICABLE);
    if (form.isEmpty()) {
      if (item.required()) {
        throw new InvalidRequestException("answers", "An answer to " + item.id() + " is missing.");
      }
      return missing(SKIPPED);
    }
    var said = form.get();
    var given = new GivenAnswer(said.number(), said.text(), said.missingReason());
    given
        .misfit(item)
        .ifPresent(
            misfit -> {
              throw new InvalidRequestException(said.path() + misfit.part(), misfit.detail());
            });
    return given;
  }

  private static GivenAnswer missing(String reason) {
    return new GivenAnswer(Optional.empty(), Optional.empty(), Optional.of(reason));
  }

  private static CodedAnswer coded(String column, GivenAnswer value) {
    return new CodedAnswer(column, value.number(), value.text(), value.missingReason());
  }
}
