package org.attune.protocol.lint;

import static org.attune.protocol.lint.Code.*;

import org.attune.protocol.model.AllocationMethod;
import org.attune.protocol.model.RandomizationPlan;

/** Whether there are sites enough to allocate them as a whole. */
final class ClusterRules {
  /**
   * Sites for each arm. With three in each of two arms there are 20 ways to divide them, so that no
   * comparison of sites can be rarer by chance than 2 in 20; with four there are 70.
   */
  private static final int SITES_PER_ARM_MIN = 4;

  private ClusterRules() {}

  static void check(Draft draft, Remarks remarks, AllocationMethod method, RandomizationPlan plan) {
    if (plan.settings().cluster().isEmpty() || !method.takes(Setting.CLUSTER.key())) return;
    var place = draft.at("randomization", Setting.CLUSTER.key());
    int sites = draft.protocol().sites().size();
    int arms = draft.protocol().arms().size();
    if (sites < arms) {
      remarks.add(
          CLUSTERS_TOO_FEW,
          place,
          "Each site gets one arm, so that %d arms need %d sites at least; the study has %d."
              .formatted(arms, arms, sites));
    } else if (sites < SITES_PER_ARM_MIN * arms) {
      remarks.add(
          CLUSTERS_FEW,
          place,
          "%d sites are allocated to %d arms, which is fewer than %d for each: what differs between arms may be what differs between sites."
              .formatted(sites, arms, SITES_PER_ARM_MIN));
    }
  }
}
