package org.attune.protocol.bundle;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.attune.protocol.bundle.Tree.Mapping;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.EmaPlan;

/**
 * Reads momentary assessment of {@code study.yaml}.
 *
 * @param questionnaire reads the code of a questionnaire that the bundle has
 */
record MomentaryForm(Context context, Function<Tree, Optional<String>> questionnaire) {
  private static final int PROMPTS_MAX = 24;
  private static final List<String> ANCHORS = List.of("consent", "randomization");
  private static final EmaPlan.Times NO_TIMES = new EmaPlan.Fixed(List.of());

  EmaPlan ema(Tree tree) {
    var fields =
        context.fields(
            tree,
            "an EMA schedule",
            "id",
            "from",
            "for",
            "prompts",
            "expires",
            "remind",
            "questionnaire");
    return new EmaPlan(
        fields.name("id"),
        fields.must("from", new Anchor("", Period.ZERO), this::anchor),
        fields.days("for"),
        fields.must("prompts", NO_TIMES, this::times),
        fields.duration("expires"),
        fields.list("remind", context.values()::duration),
        fields.must("questionnaire", "", questionnaire));
  }

  private Optional<Anchor> anchor(Tree tree) {
    var fields = context.fields(tree, "from", "after", "at");
    return Optional.of(
        new Anchor(fields.oneOf("after", "unknown-anchor", ANCHORS), fields.period("at")));
  }

  private Optional<EmaPlan.Times> times(Tree tree) {
    if (tree.find("at").isPresent()) {
      var fields = context.fields(tree, "prompts", "at");
      var times = fields.mustList("at", context.values()::time);
      if (times.size() > PROMPTS_MAX
          || !times.equals(times.stream().distinct().sorted().toList())) {
        context
            .report()
            .hole(
                fields.place("at"),
                "unordered-times",
                "Write at most %d different times, earliest first.".formatted(PROMPTS_MAX));
      }
      return Optional.of(new EmaPlan.Fixed(times));
    }
    if (tree instanceof Mapping && tree.find("random").isEmpty()) {
      var fields = context.fields(tree, "prompts", "random", "between", "and", "apart", "at");
      context
          .report()
          .hole(
              fields.place(),
              "missing-key",
              "Prompts need 'random' with 'between', 'and' and 'apart', or 'at' with times; add"
                  + " one.");
      return Optional.empty();
    }
    var fields = context.fields(tree, "prompts", "random", "between", "and", "apart");
    return Optional.of(
        new EmaPlan.Random(
            fields.integer("random", 1, PROMPTS_MAX),
            fields.time("between"),
            fields.time("and"),
            fields.duration("apart")));
  }
}
