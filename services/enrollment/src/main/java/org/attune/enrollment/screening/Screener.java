package org.attune.enrollment.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.enrollment.domain.CodedAnswer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.EnrollmentPlan.Criterion;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/**
 * The screener of one protocol version: checks answers against its items and its criteria against
 * the answers. Thread-safe.
 */
public final class Screener {
  /** Greatest length of a text answer, in UTF-16 units. */
  public static final int TEXT_CHARS_MAX = 2_000;

  /** Reasons a device may give for an item without a value (the data dictionary lists all). */
  private static final Set<String> REASONS = Set.of("skipped", "not_applicable", "unknown");

  private static final String NOT_APPLICABLE = "not_applicable";
  private static final String SKIPPED = "skipped";

  /**
   * What the screener found.
   *
   * @param unmet the first criterion that does not hold; empty if all do
   * @param answers one per item, in the order of the screener
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
      answers.add(answer);
      value(item, answer)
          .ifPresent(
              value -> {
                local.put(item.name(), value);
                facts.put(questionnaire.code() + "." + item.name(), value);
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

  private CodedAnswer answer(Item item, Optional<AnswerForm> form, Map<String, Object> before) {
    var when = shown.get(item.id());
    if (when != null && !when.evaluate(before).isTrue()) {
      return CodedAnswer.missing(item.id(), NOT_APPLICABLE);
    }
    if (form.isEmpty()) {
      if (item.required()) {
        throw new InvalidRequestException("answers", "An answer to " + item.id() + " is missing.");
      }
      return CodedAnswer.missing(item.id(), SKIPPED);
    }
    var given = form.get();
    int parts =
        (given.number().isPresent() ? 1 : 0)
            + (given.text().isPresent() ? 1 : 0)
            + (given.missingReason().isPresent() ? 1 : 0);
    if (parts != 1) {
      throw new InvalidRequestException(
          given.path(), "An answer is a number, a text, or a reason why there is none.");
    }
    return given
        .missingReason()
        .map(reason -> missing(item, given, reason))
        .orElseGet(() -> given(item, given));
  }

  private static CodedAnswer missing(Item item, AnswerForm form, String reason) {
    if (REASONS.contains(reason)) return CodedAnswer.missing(item.id(), reason);
    throw new InvalidRequestException(
        form.path() + ".missingReason",
        "The reason must be one of " + String.join(", ", REASONS.stream().sorted().toList()) + ".");
  }

  private static CodedAnswer given(Item item, AnswerForm form) {
    return switch (item.type()) {
      case "text" -> CodedAnswer.text(item.id(), text(form));
      case "multiple" -> CodedAnswer.text(item.id(), codes(item, form));
      case "single" -> {
        var code = whole(form);
        if (!hasOption(item, code)) throw out(form, "one of the item's codes");
        yield CodedAnswer.number(item.id(), code);
      }
      default -> { // number, slider
        var value = whole(form);
        boolean fits =
            item.min().map(min -> value >= min).orElse(true)
                && item.max().map(max -> value <= max).orElse(true);
        if (!fits) throw out(form, "within the item's range");
        yield CodedAnswer.number(item.id(), value);
      }
    };
  }

  private static String text(AnswerForm form) {
    var text = form.text().orElse("");
    if (!text.isBlank() && text.length() <= TEXT_CHARS_MAX) return text;
    throw new InvalidRequestException(
        form.path() + ".text", "The text must have 1 to " + TEXT_CHARS_MAX + " characters.");
  }

  private static String codes(Item item, AnswerForm form) {
    var text = form.text().orElse("");
    if (!text.matches("-?\\d{1,9}( -?\\d{1,9})*")) {
      throw new InvalidRequestException(
          form.path() + ".text", "The text must be codes separated by single spaces.");
    }
    var codes = Arrays.stream(text.split(" ")).map(Integer::valueOf).distinct().sorted().toList();
    if (!codes.stream().allMatch(code -> hasOption(item, code))) {
      throw out(form, "codes of the item");
    }
    return String.join(" ", codes.stream().map(String::valueOf).toList());
  }

  private static boolean hasOption(Item item, int code) {
    return item.options().stream().anyMatch(option -> option.code() == code);
  }

  private static int whole(AnswerForm form) {
    var number = form.number().orElse(Double.NaN);
    int value = number.intValue();
    if (value == number) return value;
    throw new InvalidRequestException(form.path() + ".number", "A whole number is needed here.");
  }

  private static InvalidRequestException out(AnswerForm form, String words) {
    return new InvalidRequestException(form.path(), "The value must be " + words + ".");
  }

  private static Optional<Object> value(Item item, CodedAnswer answer) {
    if (answer.missingReason().isPresent()) return Optional.empty();
    return switch (item.type()) {
      case "text" -> answer.text().map(Object.class::cast);
      case "multiple" ->
          answer.text().map(text -> Arrays.stream(text.split(" ")).map(Long::valueOf).toList());
      default -> answer.number().map(Double::longValue);
    };
  }
}
