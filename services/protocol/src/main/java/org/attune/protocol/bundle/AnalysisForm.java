package org.attune.protocol.bundle;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.bundle.Tree.Scalar;
import org.attune.protocol.bundle.Tree.Sequence;
import org.attune.protocol.model.AnalysisPlan;
import org.attune.protocol.model.AnalysisPlan.Contrast;
import org.attune.protocol.model.AnalysisPlan.Estimand;
import org.attune.protocol.model.AnalysisPlan.Mediator;
import org.attune.protocol.model.AnalysisPlan.Moderator;

/** Reads the registered analysis plan. */
record AnalysisForm(Context context) {
  static final AnalysisPlan NONE = new AnalysisPlan(List.of(), List.of(), List.of());

  AnalysisPlan read(Tree tree) {
    var fields = context.fields(tree, "an analysis plan", "estimands", "moderators", "mediators");
    var estimands = fields.mustList("estimands", item -> Optional.of(estimand(item)));
    context.uniqueIn(fields, "estimands", "id");
    return new AnalysisPlan(
        estimands,
        fields.list("moderators", item -> Optional.of(moderator(item))),
        fields.list("mediators", item -> Optional.of(mediator(item))));
  }

  private Estimand estimand(Tree tree) {
    var fields =
        context.fields(
            tree,
            "an estimand",
            "id",
            "outcome",
            "at",
            "contrasts",
            "adjust",
            "estimator",
            "intercurrent",
            "primary");
    return new Estimand(
        fields.slug("id"),
        fields.text("outcome"),
        fields.text("at"),
        fields.mustList("contrasts", this::contrast),
        fields.list("adjust", context.values()::text),
        fields.text("estimator"),
        fields.text("intercurrent"),
        fields.maybe("primary", context.values()::truth).orElse(false));
  }

  private Moderator moderator(Tree tree) {
    var fields = context.fields(tree, "a moderator", "outcome", "at", "by");
    return new Moderator(fields.text("outcome"), fields.text("at"), fields.text("by"));
  }

  private Mediator mediator(Tree tree) {
    var fields =
        context.fields(tree, "a mediator", "outcome", "at", "mediator", "mediator-at", "contrasts");
    return new Mediator(
        fields.text("outcome"),
        fields.text("at"),
        fields.text("mediator"),
        fields.text("mediator-at"),
        fields.mustList("contrasts", this::contrast));
  }

  private Optional<Contrast> contrast(Tree tree) {
    if (tree instanceof Sequence(var _, var arms)
        && arms.size() == 2
        && arms.get(0) instanceof Scalar arm
        && arms.get(1) instanceof Scalar against) {
      return Optional.of(new Contrast(arm.text(), against.text()));
    }
    context
        .report()
        .hole(
            tree.place(),
            "malformed-contrast",
            "A contrast is two arms, the second subtracted from the first; write [abct, tau].");
    return Optional.empty();
  }
}
