package org.attune.randomization.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.randomization.design.Minimisation;

/**
 * Allocations by minimisation, in the order in which people came. The place of the {@code i}-th is
 * decided by draw {@code (allocation, stratum, i)}.
 */
final class MinimisedList {
  private final List<String> arms;
  private final Draws draws;
  private final Minimisation rule;

  /** By factor, then level: how many of that level were allocated to each arm. */
  private final List<Map<String, List<Integer>>> groups = new ArrayList<>();

  private final List<Integer> counts;
  private int made;

  MinimisedList(byte[] seed, AllocationConfiguration configuration) {
    arms = configuration.arms().stream().map(arm -> arm.id()).toList();
    draws = new Draws(seed);
    rule = Methods.minimisation(configuration);
    counts = nothing();
    for (var _ : configuration.strata()) groups.add(new HashMap<>());
  }

  private List<Integer> nothing() {
    return new ArrayList<>(Collections.nCopies(arms.size(), 0));
  }

  Allocation next(String stratum) {
    var alike = groups(AllocationConfiguration.levels(stratum));
    var odds = rule.odds(alike);
    var sum = odds.sum();
    var draw = draws.of(Draw.ALLOCATION, stratum, made, sum);
    int arm = odds.arm(draw.outcome());
    var allocation =
        new Allocation(
            arms.get(arm),
            made,
            0,
            0,
            StratumList.chances(arms, counts, odds.weights(), sum),
            draw.bytes(),
            draw.attempt());
    for (var group : alike) group.set(arm, group.get(arm) + 1);
    counts.set(arm, counts.get(arm) + 1);
    made++;
    return allocation;
  }

  /** Per factor, those who share the newcomer's level, by arm. */
  private List<List<Integer>> groups(List<String> levels) {
    var alike = new ArrayList<List<Integer>>(levels.size());
    for (int i = 0; i < levels.size(); i++) {
      alike.add(groups.get(i).computeIfAbsent(levels.get(i), _ -> nothing()));
    }
    return alike;
  }
}
