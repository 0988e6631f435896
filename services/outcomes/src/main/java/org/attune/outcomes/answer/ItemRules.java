package org.attune.outcomes.answer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.outcomes.domain.Decision.Invalid;
import org.attune.outcomes.domain.ItemAnswer;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.Questionnaire.Item;
import org.attune.protocol.model.Questionnaire.Option;

/** Decides whether answers fit their questionnaire. */
public final class ItemRules {
  /** Characters of a text. */
  public static final int TEXT_CHARS_MAX = 4_000;

  /** What a participant's device may say of an item without a value. */
  private static final Set<String> MISSING =
      Set.of("skipped", "not_applicable", "not_reached", "declined", "unknown");

  /** Separates the codes of an item with several. */
  private static final String BETWEEN_CODES = ";";

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
    int said =
        (answer.number().isPresent() ? 1 : 0)
            + (answer.text().isPresent() ? 1 : 0)
            + (answer.missingReason().isPresent() ? 1 : 0);
    if (said != 1) {
      return invalid(path, item.id() + " needs a number, a text or a missingReason.");
    }
    if (answer.missingReason().isPresent()) {
      if (item.required() && item.when().isEmpty()) {
        return invalid(path + ".missingReason", item.id() + " must be answered.");
      }
      return MISSING.contains(answer.missingReason().get())
          ? Optional.empty()
          : invalid(
              path + ".missingReason",
              "missingReason is no reason a device may give, such as skipped.");
    }
    return switch (item.type()) {
      case "single" -> single(path, item, answer);
      case "slider", "number" -> number(path, item, answer);
      case "multiple" -> multiple(path, item, answer);
      default -> text(path, item, answer);
    };
  }

  private static Optional<Invalid> single(String path, Item item, ItemAnswer answer) {
    var codes = codes(item);
    var number = answer.number().filter(ItemRules::isWhole);
    if (number.isPresent() && codes.contains(String.valueOf(number.get().intValue()))) {
      return Optional.empty();
    }
    return invalid(path + ".number", item.id() + " must be the code of one of its options.");
  }

  private static Optional<Invalid> number(String path, Item item, ItemAnswer answer) {
    int min = item.min().orElse(Integer.MIN_VALUE);
    int max = item.max().orElse(Integer.MAX_VALUE);
    var number = answer.number().filter(ItemRules::isWhole);
    if (number.isPresent() && number.get() >= min && number.get() <= max) return Optional.empty();
    return invalid(
        path + ".number", "%s must be a whole number %d to %d.".formatted(item.id(), min, max));
  }

  private static Optional<Invalid> multiple(String path, Item item, ItemAnswer answer) {
    var chosen =
        answer.text().map(text -> List.of(text.split(BETWEEN_CODES, -1))).orElse(List.of());
    boolean fits = !chosen.isEmpty() && new HashSet<>(chosen).size() == chosen.size();
    if (fits && codes(item).containsAll(chosen)) return Optional.empty();
    return invalid(
        path + ".text", item.id() + " must be codes of its options, as in 1;3, none twice.");
  }

  private static Optional<Invalid> text(String path, Item item, ItemAnswer answer) {
    if (answer.text().filter(text -> text.length() <= TEXT_CHARS_MAX).isPresent()) {
      return Optional.empty();
    }
    return invalid(
        path + ".text",
        item.id() + " must be a text of at most " + TEXT_CHARS_MAX + " characters.");
  }

  private static Set<String> codes(Item item) {
    return item.options().stream()
        .map(Option::code)
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE;
  }

  private static Optional<Invalid> invalid(String field, String detail) {
    return Optional.of(new Invalid(field, detail));
  }
}
