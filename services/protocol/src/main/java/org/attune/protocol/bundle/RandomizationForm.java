package org.attune.protocol.bundle;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Settings;
import org.attune.protocol.model.RandomizationPlan.Stratum;

/**
 * Reads {@code randomization} of {@code study.yaml}. Which keys go with which method is for the
 * linter.
 */
record RandomizationForm(Context context) {
  private static final int BLOCK_MAX = 1_000;
  private static final int TOLERATED_MAX = 1_000;
  private static final int STEEPNESS_MAX = 100;
  private static final int LENGTH_MIN = 2;
  private static final int LENGTH_MAX = 200;
  private static final int WEIGHT_MAX = 1_000;
  private static final List<String> IMBALANCES = List.of("range", "variance", "standard-deviation");
  private static final List<String> WHEN_EXHAUSTED = List.of("wait", "again", "simple");
  private static final List<String> CLUSTERS = List.of("site");

  Optional<RandomizationPlan> plan(Tree tree) {
    var fields =
        context.fields(
            tree,
            "randomization",
            "method",
            "block-sizes",
            "p",
            "a",
            "mti",
            "length",
            "imbalance",
            "when-exhausted",
            "cluster",
            "strata",
            "when");
    var strata = fields.list("strata", item -> Optional.of(stratum(item)));
    context.uniqueIn(fields, "strata", "id");
    return Optional.of(
        new RandomizationPlan(
            fields.oneOf("method", "unknown-method", AllocationMethod.slugs()),
            fields.list("block-sizes", value -> context.values().integer(value, 1, BLOCK_MAX)),
            strata,
            settings(fields),
            fields.text("when")));
  }

  private Settings settings(Fields fields) {
    return new Settings(
        fields.maybe("p", context.values()::probability),
        integer(fields, "mti", 1, TOLERATED_MAX),
        integer(fields, "a", 1, STEEPNESS_MAX),
        integer(fields, "length", LENGTH_MIN, LENGTH_MAX),
        oneOf(fields, "imbalance", IMBALANCES),
        oneOf(fields, "when-exhausted", WHEN_EXHAUSTED),
        oneOf(fields, "cluster", CLUSTERS));
  }

  private Stratum stratum(Tree tree) {
    var fields = context.fields(tree, "a stratum", "id", "from", "levels", "unknown", "weight");
    return new Stratum(
        fields.slug("id"),
        fields.text("from"),
        fields.list("levels", context.values()::text),
        fields.maybeText("unknown"),
        integer(fields, "weight", 1, WEIGHT_MAX).orElse(RandomizationPlan.WEIGHT));
  }

  private Optional<Integer> integer(Fields fields, String key, int min, int max) {
    return fields.maybe(key, tree -> context.values().integer(tree, min, max));
  }

  private Optional<String> oneOf(Fields fields, String key, List<String> choices) {
    return fields.maybe(key, tree -> context.values().oneOf(tree, "unknown-value", choices));
  }
}
