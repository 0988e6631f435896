package org.attune.protocol.bundle;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.bundle.Tree.Sequence;
import org.attune.protocol.model.DecisionPoint;

/** Reads micro-randomization of {@code study.yaml}. */
record DecisionForm(Context context) {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");
  private static final DecisionPoint.Proximal NO_PROXIMAL =
      new DecisionPoint.Proximal("", "", Duration.ZERO);

  Optional<DecisionPoint> decisionPoint(Tree tree) {
    var fields =
        context.fields(
            tree,
            "a decision point",
            "id",
            "at",
            "available",
            "options",
            "bounds",
            "fallback",
            "shows",
            "proximal");
    var options =
        fields.must(
            "options",
            Collections.<String, Probability>emptyMap(),
            mapping -> each(mapping, this::probability));
    return Optional.of(
        new DecisionPoint(
            fields.slug("id"),
            fields.text("at"),
            fields.text("available"),
            numbers(options),
            formulas(options),
            fields.maybe("bounds", this::bounds),
            fields
                .maybe("fallback", mapping -> each(mapping, this::decimal))
                .orElse(Collections.emptyMap()),
            fields
                .maybe("shows", mapping -> each(mapping, this::shown))
                .orElse(Collections.emptyMap()),
            fields.must("proximal", NO_PROXIMAL, this::proximal)));
  }

  /** What {@code as} makes of every option, sorted. */
  private <T> Optional<Map<String, T>> each(Tree tree, Function<Tree, Optional<T>> as) {
    if (!(tree instanceof Mapping mapping)) {
      context
          .report()
          .hole(
              tree.place(),
              "not-a-mapping",
              "Write options with their values here, for example {breath: 0.5, none: 0.5}.");
      return Optional.empty();
    }
    var options = new TreeMap<String, T>();
    mapping
        .entries()
        .forEach(
            (option, entry) -> {
              if (!Values.SLUG.matcher(option).matches()) {
                context
                    .report()
                    .hole(
                        entry.key(),
                        "malformed-id",
                        "'%s' is no option: use lower-case letters, digits and single hyphens, from a letter."
                            .formatted(option));
              }
              as.apply(entry.value()).ifPresent(value -> options.put(option, value));
            });
    return Optional.of(Collections.unmodifiableMap(options));
  }

  /** A number, or an expression or the word rest. */
  private sealed interface Probability {
    record Number(double value) implements Probability {}

    record Formula(String text) implements Probability {}
  }

  private Optional<Probability> probability(Tree tree) {
    var text = context.values().text(tree);
    return text.isPresent() && NUMBER.matcher(text.get()).matches()
        ? decimal(tree).map(Probability.Number::new)
        : text.map(Probability.Formula::new);
  }

  private static Map<String, Double> numbers(Map<String, Probability> options) {
    var numbers = new TreeMap<String, Double>();
    options.forEach(
        (option, probability) -> {
          if (probability instanceof Probability.Number(var value)) numbers.put(option, value);
        });
    return Collections.unmodifiableMap(numbers);
  }

  private static Map<String, String> formulas(Map<String, Probability> options) {
    var formulas = new TreeMap<String, String>();
    options.forEach(
        (option, probability) -> {
          if (probability instanceof Probability.Formula(var text)) formulas.put(option, text);
        });
    return Collections.unmodifiableMap(formulas);
  }

  private Optional<Double> decimal(Tree tree) {
    return context.values().decimal(tree, 0, 1);
  }

  private Optional<DecisionPoint.Bounds> bounds(Tree tree) {
    if (!(tree instanceof Sequence(var _, var items)) || items.size() != 2) {
      context
          .report()
          .hole(
              tree.place(),
              "not-a-list",
              "Write the least and the greatest probability here, for example [0.1, 0.9].");
      return Optional.empty();
    }
    var low = decimal(items.getFirst());
    var high = decimal(items.getLast());
    return low.flatMap(least -> high.map(most -> new DecisionPoint.Bounds(least, most)));
  }

  private Optional<DecisionPoint.Shown> shown(Tree tree) {
    var fields = context.fields(tree, "what an option shows", "title", "text");
    return Optional.of(
        new DecisionPoint.Shown(fields.localized("title"), fields.localized("text")));
  }

  private Optional<DecisionPoint.Proximal> proximal(Tree tree) {
    var fields = context.fields(tree, "proximal", "item", "at", "within");
    return Optional.of(
        new DecisionPoint.Proximal(
            fields.text("item"),
            fields.oneOf("at", "unknown-value", List.of("next-prompt")),
            fields.duration("within")));
  }
}
