package org.attune.standalone.synthetic;

import java.util.List;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Tree;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.synthetic.RehearsalPlan.Proximal;

/** Reads what options of decision points are planted to do to the answer of the next prompt. */
record ProximalForm(Protocol protocol, List<Finding> findings) {
  private static final double EFFECT_MAX = 10_000;

  Proximal read(Tree tree) {
    var fields = new PlanFields(tree, findings, "point", "option", "total");
    var id = fields.mustText("point");
    var option = fields.mustText("option");
    var point =
        protocol.microRandomization().stream().filter(known -> known.id().equals(id)).findFirst();
    if (!id.isEmpty() && point.isEmpty()) {
      fields.add(
          fields.place("point"), "unknown-name", "There is no decision point '%s'.".formatted(id));
    }
    if (point.isPresent() && !option.isEmpty() && !isActive(point.get(), option)) {
      fields.add(
          fields.place("option"),
          "unknown-name",
          "'%s' is no option of '%s' that does something.".formatted(option, id));
    }
    return new Proximal(id, option, fields.must("total", -EFFECT_MAX, EFFECT_MAX));
  }

  private static boolean isActive(DecisionPoint point, String option) {
    return point.names().contains(option) && !option.equals(DecisionPoint.NONE);
  }
}
