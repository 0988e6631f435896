package org.attune.standalone.synthetic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.synthetic.RehearsalPlan.Contrast;
import org.attune.standalone.synthetic.RehearsalPlan.Effect;
import org.attune.standalone.synthetic.RehearsalPlan.Path;

/** Reads planted effects and holds them to a·b + c' = total. */
final class EffectForm {
  private static final double EFFECT_MAX = 10_000;

  /** How far a sum of declared numbers may miss the declared total: their last decimals. */
  private static final double ROUNDING = 0.005;

  private final Protocol protocol;
  private final Collection<String> metrics;
  private final List<Finding> findings;
  private final List<Place> places = new ArrayList<>();

  EffectForm(Protocol protocol, Collection<String> metrics, List<Finding> findings) {
    this.protocol = protocol;
    this.metrics = metrics;
    this.findings = findings;
  }

  Effect read(Tree tree) {
    var fields = new PlanFields(tree, findings, "outcome", "at", "paths", "contrasts");
    places.add(tree.place());
    var outcome = metric(fields, "outcome");
    var at = occasion(fields, "at", outcome);
    List<Path> paths = fields.list("paths", this::path);
    boolean mediated = !paths.isEmpty();
    List<Contrast> contrasts = fields.list("contrasts", item -> contrast(item, mediated));
    if (contrasts.isEmpty()) fields.missing("contrasts");
    return new Effect(outcome, at, paths, contrasts);
  }

  private Path path(Tree tree) {
    var fields = new PlanFields(tree, findings, "mediator", "at", "b");
    var mediator = metric(fields, "mediator");
    return new Path(
        mediator, occasion(fields, "at", mediator), fields.must("b", -EFFECT_MAX, EFFECT_MAX));
  }

  private Contrast contrast(Tree tree, boolean mediated) {
    var fields = new PlanFields(tree, findings, "arm", "against", "total", "direct");
    var total = fields.must("total", -EFFECT_MAX, EFFECT_MAX);
    if (mediated && fields.tree("direct").isEmpty()) fields.missing("direct");
    return new Contrast(
        arm(fields, "arm"),
        arm(fields, "against"),
        total,
        fields.number("direct", total, -EFFECT_MAX, EFFECT_MAX));
  }

  private String metric(PlanFields fields, String key) {
    var code = fields.mustText(key);
    if (!code.isEmpty() && !metrics.contains(code)) {
      fields.add(
          fields.place(key),
          "unknown-name",
          "'%s' is none of the metrics above; add it there.".formatted(code));
    }
    return code;
  }

  private String occasion(PlanFields fields, String key, String metric) {
    var at = fields.mustText(key);
    var instrument =
        ScoreGrid.find(InstrumentLibrary.standard(), metric).map(ScoreGrid::instrument);
    boolean asked =
        protocol
            .assessment(at)
            .filter(plan -> instrument.isEmpty() || plan.instruments().contains(instrument.get()))
            .isPresent();
    if (!at.isEmpty() && !asked) {
      fields.add(
          fields.place(key),
          "unknown-name",
          "'%s' is no assessment that asks for '%s'.".formatted(at, metric));
    }
    return at;
  }

  private String arm(PlanFields fields, String key) {
    var id = fields.mustText(key);
    if (!id.isEmpty() && protocol.arm(id).isEmpty()) {
      fields.add(
          fields.place(key),
          "unknown-name",
          "There is no arm '%s'; known are: %s."
              .formatted(id, String.join(", ", protocol.arms().stream().map(Arm::id).toList())));
    }
    return id;
  }

  /** What only all effects together show: one reference arm, order in time, sums. */
  void check(PlanFields fields, List<Effect> effects) {
    for (int i = 0; i < effects.size(); i++) {
      var effect = effects.get(i);
      var place = places.get(i);
      if (effect.contrasts().stream().map(Contrast::against).distinct().count() > 1) {
        fields.add(
            place,
            "several-references",
            "All contrasts of one outcome and occasion are against the same arm; choose one.");
      }
      for (var path : effect.paths()) {
        if (position(path.at()) < position(effect.at())) continue;
        fields.add(
            place,
            "mediator-not-before",
            "'%s' at %s cannot carry an effect on %s at %s: it is not measured before."
                .formatted(path.mediator(), path.at(), effect.outcome(), effect.at()));
      }
      for (var contrast : effect.contrasts()) sum(fields, place, effect, contrast, effects);
    }
  }

  private void sum(
      PlanFields fields, Place place, Effect effect, Contrast contrast, List<Effect> effects) {
    double sum = contrast.direct();
    for (var path : effect.paths()) {
      sum += path.b() * total(effects, path.mediator(), path.at(), contrast.arm());
    }
    if (Math.abs(sum - contrast.total()) <= ROUNDING) return;
    fields.add(
        place,
        "paths-do-not-add-up",
        "%s against %s: a·b + direct is %.3f, but total says %s; change one of them."
            .formatted(contrast.arm(), contrast.against(), sum, contrast.total()));
  }

  private static double total(List<Effect> effects, String outcome, String at, String arm) {
    return effects.stream()
        .filter(effect -> effect.outcome().equals(outcome) && effect.at().equals(at))
        .flatMap(effect -> effect.contrasts().stream())
        .filter(contrast -> contrast.arm().equals(arm))
        .mapToDouble(Contrast::total)
        .sum();
  }

  private int position(String assessment) {
    return protocol.assessments().stream().map(AssessmentPlan::id).toList().indexOf(assessment);
  }
}
