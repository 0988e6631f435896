package org.attune.protocol.bundle;

import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.bundle.Tree.Sequence;
import org.attune.protocol.model.LocalizedText;

/**
 * The fields of one mapping. A value that is missing or malformed is a finding and reads as a
 * neutral one, so that reading goes on to the next error; the protocol is then withheld.
 */
final class Fields {
  private static final LocalizedText NO_TEXT = new LocalizedText(Map.of("en", ""));

  private final Values values;
  private final Mapping mapping;
  private final String what;
  private final boolean present;

  private Fields(Values values, Mapping mapping, String what, boolean present) {
    this.values = values;
    this.mapping = mapping;
    this.what = what;
    this.present = present;
  }

  /**
   * The fields of {@code tree}.
   *
   * @param what with its article, as the author calls it: {@code an arm}
   * @param known every key it may have; another one is a finding
   */
  static Fields of(Values values, Tree tree, String what, String... known) {
    if (!(tree instanceof Mapping mapping)) {
      values
          .report()
          .hole(
              tree.place(),
              "not-a-mapping",
              "Write %s here as keys with values (%s), not %s."
                  .formatted(what, String.join(", ", known), tree.kind()));
      return new Fields(values, new Mapping(tree.place(), Map.of()), what, false);
    }
    var keys = Set.of(known);
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (keys.contains(key)) return;
              values
                  .report()
                  .error(
                      entry.key(),
                      "unknown-key",
                      "%s%s has no key '%s'. %s"
                          .formatted(
                              Character.toUpperCase(what.charAt(0)),
                              what.substring(1),
                              key,
                              Nearest.hint(key, keys)));
            });
    return new Fields(values, mapping, what, true);
  }

  Place place() {
    return mapping.place();
  }

  Optional<Tree> tree(String key) {
    return mapping.get(key);
  }

  boolean has(String key) {
    return mapping.get(key).isPresent();
  }

  /** The place of the value of {@code key}, else of the mapping. */
  Place place(String key) {
    return mapping.get(key).map(Tree::place).orElseGet(this::place);
  }

  <T> Optional<T> maybe(String key, Function<Tree, Optional<T>> as) {
    return mapping.get(key).flatMap(as);
  }

  <T> T must(String key, T neutral, Function<Tree, Optional<T>> as) {
    var tree = mapping.get(key);
    if (tree.isEmpty()) missing(key);
    return tree.flatMap(as).orElse(neutral);
  }

  private void missing(String key) {
    if (!present) return;
    values
        .report()
        .hole(place(), "missing-key", "%s needs the key '%s'; add it.".formatted(capital(), key));
  }

  private String capital() {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }

  String text(String key) {
    return must(key, "", values::text);
  }

  Optional<String> maybeText(String key) {
    return maybe(key, values::text);
  }

  String slug(String key) {
    return must(key, "", values::slug);
  }

  String name(String key) {
    return must(key, "", values::name);
  }

  LocalizedText localized(String key) {
    return must(key, NO_TEXT, values::localized);
  }

  int integer(String key, int min, int max) {
    return must(key, min, tree -> values.integer(tree, min, max));
  }

  Period period(String key) {
    return must(key, Period.ZERO, values::period);
  }

  int days(String key) {
    return must(key, 1, values::days);
  }

  Duration duration(String key) {
    return must(key, Duration.ZERO, values::duration);
  }

  LocalTime time(String key) {
    return must(key, LocalTime.MIDNIGHT, values::time);
  }

  String oneOf(String key, String code, List<String> choices) {
    return must(key, "", tree -> values.oneOf(tree, code, choices));
  }

  /** The list under {@code key}; an absent key is an empty list. */
  <T> List<T> list(String key, Function<Tree, Optional<T>> as) {
    var tree = mapping.get(key);
    if (tree.isEmpty()) return List.of();
    if (!(tree.get() instanceof Sequence sequence)) {
      values
          .report()
          .hole(
              tree.get().place(),
              "not-a-list",
              "'%s' is a list; write [...] or lines that begin with '-', not %s."
                  .formatted(key, tree.get().kind()));
      return List.of();
    }
    var items = new ArrayList<T>();
    for (var item : sequence.items()) as.apply(item).ifPresent(items::add);
    return List.copyOf(items);
  }

  /** The list under {@code key}, which has to be there and not empty. */
  <T> List<T> mustList(String key, Function<Tree, Optional<T>> as) {
    var tree = mapping.get(key);
    if (tree.isEmpty()) missing(key);
    if (tree.isPresent()
        && tree.get() instanceof Sequence(var place, var items)
        && items.isEmpty()) {
      values
          .report()
          .hole(place, "empty-list", "'%s' is empty; at least one is needed.".formatted(key));
    }
    return list(key, as);
  }
}
