package org.attune.protocol.bundle;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Programme;
import org.attune.protocol.model.Questionnaire;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.SafetyRule;

/**
 * Reads arms, randomization, assessments and safety rules of {@code study.yaml}.
 *
 * @param questionnaires of the bundle, by code
 * @param programmes of the bundle, by id
 */
record DesignForm(
    Context context, Map<String, Questionnaire> questionnaires, Map<String, Programme> programmes) {
  private static final int RATIO_MAX = 100;
  private static final int GROUP_MAX = 1_000;
  private static final List<String> ANCHORS = List.of("consent", "randomization");

  Arm arm(Tree tree) {
    var fields =
        context.fields(tree, "an arm", "id", "ratio", "intervention", "groups", "crosses-to");
    return new Arm(
        fields.slug("id"),
        fields.must("ratio", 1, this::ratio),
        fields.maybe("intervention", this::programme),
        fields.maybe("groups", this::groups),
        fields.maybe("crosses-to", this::crossOver));
  }

  private Optional<Integer> ratio(Tree tree) {
    return context
        .values()
        .text(tree)
        .filter(
            text -> {
              var fits = text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= RATIO_MAX;
              if (!fits) {
                context
                    .report()
                    .hole(
                        tree.place(),
                        "ratio-not-positive",
                        "The ratio '%s' is not a whole number from 1 to %d; write the shares as whole numbers, such as 1 and 2."
                            .formatted(text, RATIO_MAX));
              }
              return fits;
            })
        .map(Integer::valueOf);
  }

  private Optional<String> programme(Tree tree) {
    return context
        .values()
        .slug(tree)
        .filter(
            id -> {
              if (programmes.containsKey(id)) return true;
              context
                  .report()
                  .hole(
                      tree.place(),
                      "unknown-programme",
                      "There is no programme '%s'; add its file, or choose another. %s"
                          .formatted(id, Nearest.hint(id, programmes.keySet())));
              return false;
            });
  }

  private Optional<Arm.Groups> groups(Tree tree) {
    var fields = context.fields(tree, "groups", "size", "start-within", "short");
    var size = fields.mustList("size", value -> context.values().integer(value, 1, GROUP_MAX));
    if (size.size() != 2 || size.get(0) > size.get(1)) {
      if (fields.has("size")) {
        context
            .report()
            .hole(
                fields.place("size"),
                "malformed-size",
                "A group's size is its fewest and most people in this order; write [4, 16].");
      }
      return Optional.empty();
    }
    return Optional.of(
        new Arm.Groups(
            size.get(0),
            size.get(1),
            fields.period("start-within"),
            fields.oneOf("short", "unknown-value", List.of("start", "join-next"))));
  }

  private Optional<Arm.CrossOver> crossOver(Tree tree) {
    var fields = context.fields(tree, "crosses-to", "programme", "after");
    return Optional.of(
        new Arm.CrossOver(fields.must("programme", "", this::programme), fields.name("after")));
  }

  Optional<RandomizationPlan> randomization(Tree tree) {
    return new RandomizationForm(context).plan(tree);
  }

  AssessmentPlan assessment(Tree tree) {
    var fields =
        context.fields(
            tree,
            "an assessment",
            "id",
            "after",
            "at",
            "within",
            "window",
            "instruments",
            "required",
            "remind",
            "call-after");
    var after = fields.oneOf("after", "unknown-anchor", ANCHORS);
    var window = window(fields);
    return new AssessmentPlan(
        fields.name("id"),
        new Anchor(after, window.at()),
        window.before(),
        window.after(),
        fields.mustList("instruments", this::questionnaire),
        fields.maybe("required", context.values()::truth).orElse(false),
        fields.list("remind", context.values()::period),
        fields.maybe("call-after", context.values()::period));
  }

  private record Window(Period at, Period before, Period after) {}

  private Window window(Fields fields) {
    if (fields.has("within")) {
      for (var other : List.of("at", "window")) {
        if (!fields.has(other)) continue;
        context
            .report()
            .error(
                fields.place(other),
                "contradicting-keys",
                "'within' says the whole window; remove '%s', or write 'at' and 'window' instead."
                    .formatted(other));
      }
      return new Window(Period.ZERO, Period.ZERO, fields.period("within"));
    }
    var at = fields.period("at");
    var window = fields.tree("window");
    if (window.isEmpty()) return new Window(at, fields.period("window"), Period.ZERO);
    var sides = context.fields(window.get(), "a window", "before", "after");
    return new Window(at, sides.period("before"), sides.period("after"));
  }

  private Optional<String> questionnaire(Tree tree) {
    return context
        .values()
        .text(tree)
        .filter(
            code -> {
              if (questionnaires.containsKey(code)) return true;
              missing(code, tree.place());
              return false;
            });
  }

  private void missing(String code, Place place) {
    var file = QuestionnaireForm.FOLDER + code + ".yaml";
    var known = new TreeSet<>(questionnaires.keySet());
    known.addAll(context.instrumentCodes());
    if (context.files().contains(file) || context.instruments().find(code).isPresent()) {
      context.needs(file, place);
    } else {
      context
          .report()
          .hole(
              place,
              "unknown-instrument",
              "There is no instrument or questionnaire '%s'. %s"
                  .formatted(code, Nearest.hint(code, known)));
    }
  }

  EmaPlan ema(Tree tree) {
    return new MomentaryForm(context, this::questionnaire).ema(tree);
  }

  Optional<DecisionPoint> decisionPoint(Tree tree) {
    return new DecisionForm(context).decisionPoint(tree);
  }

  SafetyRule safety(Tree tree) {
    var fields =
        context.fields(
            tree,
            "a safety rule",
            "id",
            "when",
            "severity",
            "show",
            "notify",
            "acknowledge-within",
            "escalate-to");
    return new SafetyRule(
        fields.slug("id"),
        fields.text("when"),
        fields.slug("severity"),
        fields.slug("show"),
        fields.slug("notify"),
        fields.duration("acknowledge-within"),
        fields.list("escalate-to", context.values()::slug));
  }
}
