package org.attune.standalone.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.bundle.Tree.Scalar;
import org.attune.protocol.bundle.Tree.Sequence;

/**
 * The fields of one mapping of {@code rehearsal.yaml}. What is missing or malformed is a finding
 * and reads as a neutral value, so that reading goes on to the next error.
 */
final class PlanFields {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,7}(\\.[0-9]{1,9})?");

  private final Mapping mapping;
  private final List<Finding> findings;

  /**
   * @param known every key it may have; another one is a finding
   */
  PlanFields(Tree tree, List<Finding> findings, String... known) {
    this.findings = findings;
    if (tree instanceof Mapping keys) {
      mapping = keys;
    } else {
      mapping = new Mapping(tree.place(), Map.of());
      add(tree.place(), "not-a-mapping", "Write keys with values here, not " + tree.kind() + ".");
    }
    var keys = Arrays.asList(known);
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (known.length == 0 || keys.contains(key)) return;
              add(
                  entry.key(),
                  "unknown-key",
                  "'%s' is not known here. Known are: %s.".formatted(key, String.join(", ", keys)));
            });
  }

  void add(Place place, String code, String sentence) {
    findings.add(Finding.error(place, code, sentence));
  }

  Place place(String key) {
    return mapping.get(key).map(Tree::place).orElse(mapping.place());
  }

  Optional<Tree> tree(String key) {
    return mapping.get(key);
  }

  Set<String> keys() {
    return mapping.entries().keySet();
  }

  /** The fields under {@code key}; an absent key is a mapping without keys. */
  PlanFields under(String key, String... known) {
    var tree = mapping.get(key).orElse(new Mapping(mapping.place(), Map.of()));
    return new PlanFields(tree, findings, known);
  }

  Optional<String> text(String key) {
    return mapping.get(key).flatMap(tree -> text(tree));
  }

  String mustText(String key) {
    if (mapping.get(key).isEmpty()) missing(key);
    return text(key).orElse("");
  }

  private Optional<String> text(Tree tree) {
    if (tree instanceof Scalar scalar && !scalar.isNothing() && !scalar.text().isBlank()) {
      return Optional.of(scalar.text());
    }
    add(tree.place(), "not-a-text", "Write one text here, not %s.".formatted(tree.kind()));
    return Optional.empty();
  }

  void missing(String key) {
    add(mapping.place(), "missing-key", "The key '%s' is missing here; add it.".formatted(key));
  }

  double must(String key, double min, double max) {
    if (mapping.get(key).isEmpty()) missing(key);
    return number(key, min, min, max);
  }

  double number(String key, double otherwise, double min, double max) {
    return mapping.get(key).flatMap(tree -> number(tree, min, max)).orElse(otherwise);
  }

  double share(String key, double otherwise) {
    return number(key, otherwise, 0, 1);
  }

  private Optional<Double> number(Tree tree, double min, double max) {
    var text = text(tree);
    if (text.isEmpty()) return Optional.empty();
    if (!DECIMAL.matcher(text.get()).matches()) {
      add(
          tree.place(),
          "not-a-number",
          "'%s' is not a number; write digits, for example 0.75.".formatted(text.get()));
      return Optional.empty();
    }
    double number = Double.parseDouble(text.get()) + 0.0;
    if (number >= min && number <= max) return Optional.of(number);
    add(
        tree.place(),
        "number-out-of-range",
        "The number %s is out of range; write one from %s to %s.".formatted(text.get(), min, max));
    return Optional.empty();
  }

  /** Every key here with its number. */
  SortedMap<String, Double> numbers(double min, double max) {
    var numbers = new TreeMap<String, Double>();
    for (var entry : mapping.entries().entrySet()) {
      number(entry.getValue().value(), min, max)
          .ifPresent(number -> numbers.put(entry.getKey(), number));
    }
    return numbers;
  }

  /** What {@code as} makes of every key here. */
  <T> SortedMap<String, T> each(Function<Tree, T> as) {
    var values = new TreeMap<String, T>();
    mapping.entries().forEach((key, entry) -> values.put(key, as.apply(entry.value())));
    return values;
  }

  /** The list under {@code key}; an absent key is an empty list. */
  <T> List<T> list(String key, Function<Tree, T> as) {
    var tree = mapping.get(key);
    if (tree.isEmpty()) return List.of();
    if (!(tree.get() instanceof Sequence sequence)) {
      add(tree.get().place(), "not-a-list", "'%s' is a list; write [...].".formatted(key));
      return List.of();
    }
    var values = new ArrayList<T>();
    for (var item : sequence.items()) values.add(as.apply(item));
    return List.copyOf(values);
  }

  List<String> texts(String key) {
    return list(key, tree -> text(tree).orElse(""));
  }
}
