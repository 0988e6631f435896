package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.ARMS_BEFORE_RANDOMIZATION;
import static org.attune.protocol.lint.Code.ARM_UNKNOWN;
import static org.attune.protocol.lint.Code.DISTANCE_TELLS_ARM;
import static org.attune.protocol.lint.Code.SCHEDULE_ARMS;
import static org.attune.protocol.lint.Code.SCHEDULE_ARMS_ALL;

import java.util.List;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.EmaPlan;
import org.attune.protocol.model.Protocol;

/**
 * Whether schedules of some arms can begin, and whether no schedule that everybody has tells the
 * arm by when it begins or what it keeps clear of.
 */
final class ScheduleArmRules {
  private ScheduleArmRules() {}

  static void check(Draft draft, Remarks remarks) {
    var plans = draft.protocol().ema();
    for (var i = 0; i < plans.size(); i++) {
      var plan = plans.get(i);
      if (plan.tellsArm()) {
        unknown(draft, remarks, i, plan);
        early(draft, remarks, i, plan);
        all(draft, remarks, i, plan);
      } else {
        distance(draft, remarks, i, plan, plans.subList(0, i));
      }
      anchor(draft, remarks, i, plan);
    }
  }

  private static void unknown(Draft draft, Remarks remarks, int i, EmaPlan plan) {
    for (var j = 0; j < plan.arms().size(); j++) {
      var arm = plan.arms().get(j);
      if (draft.protocol().arm(arm).isPresent()) continue;
      remarks.add(
          ARM_UNKNOWN,
          draft.at("ema", i, "arms", j),
          "There is no arm '%s' for schedule '%s'.".formatted(arm, plan.id()));
    }
  }

  private static void early(Draft draft, Remarks remarks, int i, EmaPlan plan) {
    var after = plan.from().after();
    if (AnchorRules.followsRandomization(draft.protocol(), after)) return;
    remarks.add(
        ARMS_BEFORE_RANDOMIZATION,
        draft.at("ema", i, "from", "after"),
        "Schedule '%s' is of some arms and counts from '%s', when nobody has an arm."
            .formatted(plan.id(), after));
  }

  private static void all(Draft draft, Remarks remarks, int i, EmaPlan plan) {
    var protocol = draft.protocol();
    if (!protocol.armsOf(plan.from().after()).isEmpty()) return;
    if (!plan.arms().containsAll(ids(protocol)) || protocol.arms().isEmpty()) return;
    remarks.add(
        SCHEDULE_ARMS_ALL,
        draft.at("ema", i, "arms"),
        "Schedule '%s' lists all arms; its prompts are hidden from the blinded without need."
            .formatted(plan.id()));
  }

  private static List<String> ids(Protocol protocol) {
    return protocol.arms().stream().map(Arm::id).toList();
  }

  /** When a session was done tells the arm even if all arms have it. */
  private static void anchor(Draft draft, Remarks remarks, int i, EmaPlan plan) {
    var after = plan.from().after();
    var having = draft.protocol().armsOf(after);
    if (having.isEmpty()) return;
    if (plan.tellsArm() && having.containsAll(plan.arms())) return;
    var who = "'" + String.join("', '", having) + "'";
    remarks.add(
        SCHEDULE_ARMS,
        draft.at("ema", i, "from", "after"),
        "Schedule '%s' counts from '%s', to which participants of %s alone come."
            .formatted(plan.id(), after, who));
  }

  /** Times that give way to prompts which only some arms have would show who has them. */
  private static void distance(
      Draft draft, Remarks remarks, int i, EmaPlan plan, List<EmaPlan> before) {
    if (plan.distance().isZero()) return;
    for (var other : before) {
      if (!other.tellsArm() || other.times() instanceof EmaPlan.Started) continue;
      remarks.add(
          DISTANCE_TELLS_ARM,
          draft.at("ema", i, "distance"),
          "Schedule '%s' is everybody's and would give way to '%s', which some arms alone have."
              .formatted(plan.id(), other.id()));
      return;
    }
  }
}
