package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;
import org.attune.protocol.model.RandomizationPlan.Stratum;

/** Whether arms and their ratio, the method and strata can allocate people as the study says. */
final class RandomizationRules {
  /** More are not allocated to. */
  private static final int ARMS_MAX = 32;

  private RandomizationRules() {}

  static void check(Draft draft, Remarks remarks) {
    var protocol = draft.protocol();
    var arms = protocol.arms();
    if (arms.size() == 1) {
      remarks.add(
          SINGLE_ARM,
          draft.at("arms"),
          "A study with the one arm '%s' has nothing to compare.".formatted(arms.getFirst().id()));
    }
    if (arms.isEmpty() && protocol.randomization().isPresent()) {
      remarks.add(
          RANDOMIZATION_WITHOUT_ARMS,
          draft.at("randomization"),
          "The study randomizes, but has no arms.");
    }
    if (arms.size() > ARMS_MAX) {
      remarks.add(
          ARMS_TOO_MANY,
          draft.at("arms"),
          "The study has %d arms; a participant is allocated to one of %d at most."
              .formatted(arms.size(), ARMS_MAX));
    }
    if (arms.size() < 2) return;
    protocol.randomization().ifPresent(plan -> plan(draft, remarks, plan));
  }

  private static void plan(Draft draft, Remarks remarks, RandomizationPlan plan) {
    AllocationMethod.of(plan.method())
        .ifPresent(
            method -> {
              BlockRules.check(draft, remarks, method, plan);
              SettingRules.check(draft, remarks, method, plan);
              SettingValueRules.check(draft, remarks, method, plan);
              ListRules.check(draft, remarks, method, plan);
              ClusterRules.check(draft, remarks, method, plan);
            });
    fill(draft, remarks, plan);
    if (plan.settings().cluster().isEmpty()) people(draft, remarks, plan);
  }

  /** What counts where people are allocated one by one. */
  private static void people(Draft draft, Remarks remarks, RandomizationPlan plan) {
    var protocol = draft.protocol();
    if (protocol.sites().size() > 1
        && plan.strata().stream().noneMatch(RandomizationRules::isSite)) {
      remarks.add(
          SITE_STRATUM_MISSING,
          draft.at("randomization", "strata"),
          "%d sites recruit, but site is no stratum: an arm may gather at one site."
              .formatted(protocol.sites().size()));
    }
    var total = ratioSum(protocol);
    if (total > 0 && protocol.enrollment().target() % total != 0) {
      remarks.add(
          TARGET_UNEVEN,
          draft.at("enrollment", "target"),
          "A target of %d cannot be shared in the ratio of the arms, which sums to %d."
              .formatted(protocol.enrollment().target(), total));
    }
  }

  /** Strata times mean block against the target: how many blocks stay open at the end. */
  private static void fill(Draft draft, Remarks remarks, RandomizationPlan plan) {
    if (plan.strata().isEmpty() || plan.blockSizes().isEmpty()) return;
    var strata = ListRules.strata(draft.protocol(), plan);
    var sizes = plan.blockSizes().stream().mapToInt(Integer::intValue).sum();
    var target = draft.protocol().enrollment().target();
    if (strata * sizes > (long) target * plan.blockSizes().size()) {
      remarks.add(
          STRATA_TOO_MANY,
          draft.at("randomization", "strata"),
          "%d strata with blocks of %.1f on average need %.0f people to fill one block each, but the target is %d."
              .formatted(
                  strata,
                  (double) sizes / plan.blockSizes().size(),
                  Math.ceil((double) strata * sizes / plan.blockSizes().size()),
                  target));
    }
  }

  static boolean isSite(Stratum stratum) {
    return stratum.from().strip().equals("site");
  }

  static int ratioSum(Protocol protocol) {
    return protocol.arms().stream().mapToInt(Arm::ratio).sum();
  }
}
