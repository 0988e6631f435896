package org.attune.ema.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.domain.EmaEvent.Completeness;
import org.attune.ema.domain.ItemAnswer;
import org.attune.protocol.expression.Declarations;
import org.attune.protocol.expression.Expression;
import org.attune.protocol.expression.ResultType;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;

/** What answers to one questionnaire must look like. Thread-safe; made once per version. */
public final class QuestionnaireForm {
  /** Characters of a text answer. */
  public static final int TEXT_CHARS_MAX = 2_000;

  /** Reasons that a device may give; the others of the data dictionary are ours to find. */
  public static final Set<String> REASONS =
      Set.of("skipped", "not_applicable", "not_reached", "declined", "unknown");

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
      var found = misfit(place, item, answer);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }

  /** The answers in the order shown; those shown at once, by item. */
  public static List<ItemAnswer> inOrder(List<ItemAnswer> answers) {
    return answers.stream()
        .sorted(Comparator.comparingInt(ItemAnswer::order).thenComparing(ItemAnswer::item))
        .toList();
  }

  /** Complete if each item whose condition holds has a value or a reason. */
  public Completeness completeness(List<ItemAnswer> answers) {
    var given = new HashSet<String>();
    var facts = new HashMap<String, Object>();
    for (var answer : answers) {
      given.add(answer.item());
      var item = items.get(answer.item());
      if (item != null) value(item, answer).ifPresent(value -> facts.put(item.name(), value));
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

  private static Optional<Object> value(Item item, ItemAnswer answer) {
    return switch (item.type()) {
      case "text" -> answer.text().map(text -> (Object) text);
      case "multiple" -> answer.text().map(text -> (Object) codes(text));
      default -> answer.number().map(number -> (Object) number.longValue());
    };
  }

  private static Optional<Misfit> misfit(String place, Item item, ItemAnswer answer) {
    int values =
        (answer.number().isPresent() ? 1 : 0)
            + (answer.text().isPresent() ? 1 : 0)
            + (answer.missingReason().isPresent() ? 1 : 0);
    if (values != 1) {
      return misfit(place, place + " must have one of number, text and missingReason.");
    }
    if (answer.missingReason().isPresent()) {
      return REASONS.contains(answer.missingReason().get())
          ? Optional.empty()
          : misfit(
              place + ".missingReason",
              "missingReason must be one of " + REASONS.stream().sorted().toList() + ".");
    }
    return switch (item.type()) {
      case "text" -> text(place, answer);
      case "multiple" -> multiple(place, item, answer);
      case "single" -> single(place, item, answer);
      default -> number(place, item, answer);
    };
  }

  private static Optional<Misfit> text(String place, ItemAnswer answer) {
    return answer.text().filter(text -> text.length() <= TEXT_CHARS_MAX).isPresent()
        ? Optional.empty()
        : misfit(
            place + ".text", "text must be a text of at most " + TEXT_CHARS_MAX + " characters.");
  }

  private static Optional<Misfit> multiple(String place, Item item, ItemAnswer answer) {
    var allowed = item.options().stream().map(Questionnaire.Option::code).toList();
    boolean fits =
        answer.text().isPresent()
            && answer.text().get().matches("\\d{1,9}(;\\d{1,9})*")
            && isAscending(codes(answer.text().get()))
            && allowed.containsAll(codes(answer.text().get()));
    return fits
        ? Optional.empty()
        : misfit(
            place + ".text",
            "text must be codes of " + allowed + ", ascending, with semicolons between them.");
  }

  private static Optional<Misfit> single(String place, Item item, ItemAnswer answer) {
    var allowed = item.options().stream().map(Questionnaire.Option::code).toList();
    boolean fits =
        answer.number().isPresent()
            && isWhole(answer.number().get())
            && allowed.contains(answer.number().get().intValue());
    return fits
        ? Optional.empty()
        : misfit(place + ".number", "number must be one of the codes " + allowed + ".");
  }

  private static Optional<Misfit> number(String place, Item item, ItemAnswer answer) {
    int min = item.min().orElse(Integer.MIN_VALUE);
    int max = item.max().orElse(Integer.MAX_VALUE);
    boolean fits =
        answer.number().isPresent()
            && isWhole(answer.number().get())
            && answer.number().get() >= min
            && answer.number().get() <= max;
    return fits
        ? Optional.empty()
        : misfit(
            place + ".number", "number must be a whole number from " + min + " to " + max + ".");
  }

  private static Optional<Misfit> misfit(String field, String detail) {
    return Optional.of(new Misfit(field, detail));
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE;
  }

  private static List<Integer> codes(String text) {
    var codes = new ArrayList<Integer>();
    for (var code : text.split(";", -1)) codes.add(Integer.valueOf(code));
    return codes;
  }

  private static boolean isAscending(List<Integer> codes) {
    for (int i = 1; i < codes.size(); i++) if (codes.get(i - 1) >= codes.get(i)) return false;
    return true;
  }
}
