package org.attune.standalone.command;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.randomization.design.Chance;
import org.attune.randomization.design.Design;
import org.attune.randomization.design.DesignChoice;
import org.attune.randomization.design.Minimisation;
import org.attune.randomization.design.Minimisation.Imbalance;
import org.attune.randomization.design.Ratio;

/**
 * A design as a file states it: {@code method}, {@code arms} (an object of ids and their parts of
 * the ratio), and what the method takes ({@code n}, {@code block-size}, {@code p}, {@code mti},
 * {@code a}; {@code imbalance} and {@code factors} with their weights for minimisation).
 *
 * @param arms ids, in the order of the file
 * @param factors weights by factor, in the order of the file; empty but for minimisation
 */
record DesignForm(
    String method,
    List<String> arms,
    Ratio ratio,
    Map<String, Integer> factors,
    JsonObject numbers) {
  private static final Set<String> FIELDS =
      Set.of("method", "arms", "n", "block-size", "p", "mti", "a", "imbalance", "factors");

  /**
   * @throws UnusableCallException with what does not fit, and where
   */
  static DesignForm read(Path file, JsonObject form) {
    for (var field : form.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new UnusableCallException(
            "%s: %s is not a field of a design.".formatted(file, field));
      }
    }
    if (!(form.getValue("method") instanceof String method)) {
      throw new UnusableCallException(
          file + ": method is missing: name one, such as minimisation.");
    }
    var arms = wholes(file, form, "arms");
    var ratio = new Ratio(List.copyOf(arms.values()));
    var factors =
        form.containsKey("factors")
            ? wholes(file, form, "factors")
            : new LinkedHashMap<String, Integer>();
    return new DesignForm(method, List.copyOf(arms.keySet()), ratio, factors, form);
  }

  /** An object of names and whole numbers. */
  private static Map<String, Integer> wholes(Path file, JsonObject form, String field) {
    var numbers = new LinkedHashMap<String, Integer>();
    if (form.getValue(field) instanceof JsonObject object) {
      for (var name : object.fieldNames()) {
        if (object.getValue(name) instanceof Integer number) numbers.put(name, number);
      }
      if (!object.isEmpty() && numbers.size() == object.size()) return numbers;
    }
    throw new UnusableCallException(
        "%s: %s must be an object of names and whole numbers, such as {\"one\": 1, \"two\": 1}."
            .formatted(file, field));
  }

  boolean isMinimisation() {
    return method.equals("minimisation");
  }

  Minimisation minimisation() {
    var chance = Chance.parse(text("p").orElse(""));
    var imbalance =
        switch (text("imbalance").orElse("range")) {
          case "range" -> Imbalance.RANGE;
          case "variance" -> Imbalance.VARIANCE;
          case "standard-deviation" -> Imbalance.STANDARD_DEVIATION;
          default ->
              throw new UnusableCallException(
                  "imbalance is range, variance or standard-deviation.");
        };
    var weights = new ArrayList<>(factors.values());
    return new Minimisation(ratio, weights, imbalance, chance.numerator(), chance.denominator());
  }

  Design sequential() {
    var choice =
        new DesignChoice(method, ratio, whole("block-size"), text("p"), whole("mti"), whole("a"));
    return choice.design(whole("n").orElse(0));
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(numbers.getValue(field)).map(Object::toString);
  }

  private Optional<Integer> whole(String field) {
    var value = numbers.getValue(field);
    if (value == null) return Optional.empty();
    if (value instanceof Integer number) return Optional.of(number);
    throw new UnusableCallException(field + " must be a whole number.");
  }
}
