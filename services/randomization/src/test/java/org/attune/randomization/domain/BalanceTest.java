package org.attune.randomization.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.attune.randomization.domain.Balance.Cell;
import org.attune.randomization.domain.Balance.Placed;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;
import org.junit.jupiter.api.Test;

/** Counts of allocations: arms one and two, factors site and style. */
class BalanceTest {
  private static final List<String> ARMS = List.of("one", "two");

  private static StratumLevel level(String factor, String level) {
    return new StratumLevel(factor, level);
  }

  private static Placed placed(String arm, String site, String style) {
    return new Placed(arm, List.of(level("site", site), level("style", style)));
  }

  private static Cell cell(int one, int two, StratumLevel... levels) {
    return new Cell(List.of(levels), new TreeMap<>(Map.of("one", one, "two", two)));
  }

  @Test
  void allocations_are_counted_in_all_by_stratum_and_by_level() {
    var balance =
        new Balance(
            ARMS,
            List.of(
                placed("two", "s2", "secure"),
                placed("one", "s1", "secure"),
                placed("one", "s1", "insecure"),
                placed("two", "s1", "secure"),
                placed("one", "s1", "secure")));
    assertThat(balance.whole()).isEqualTo(cell(3, 2));
    assertThat(balance.strata())
        .containsExactly(
            cell(1, 0, level("site", "s1"), level("style", "insecure")),
            cell(2, 1, level("site", "s1"), level("style", "secure")),
            cell(0, 1, level("site", "s2"), level("style", "secure")));
    assertThat(balance.levels())
        .containsExactly(
            cell(3, 1, level("site", "s1")),
            cell(0, 1, level("site", "s2")),
            cell(1, 0, level("style", "insecure")),
            cell(2, 2, level("style", "secure")));
  }

  @Test
  void without_factors_there_is_the_whole_alone_and_an_empty_study_has_every_arm_at_none() {
    var unstratified = new Balance(ARMS, List.of(new Placed("two", List.of())));
    assertThat(unstratified.whole()).isEqualTo(cell(0, 1));
    assertThat(unstratified.strata()).isEmpty();
    assertThat(unstratified.levels()).isEmpty();
    assertThat(new Balance(ARMS, List.of()).whole()).isEqualTo(cell(0, 0));
  }

  /** What blinded staff are shown is a function of who was allocated, not of the arms. */
  @Test
  void totals_of_strata_are_the_same_whatever_the_arms_are() {
    long seed = 20_270_301;
    var random = new Random(seed);
    var placed = new ArrayList<Placed>();
    for (int i = 0; i < 60; i++) {
      var arm = ARMS.get(random.nextInt(2));
      placed.add(placed(arm, "s" + random.nextInt(3), random.nextBoolean() ? "a" : "b"));
    }
    var swapped = new ArrayList<Placed>();
    for (var one : placed) {
      swapped.add(new Placed(one.arm().equals("one") ? "two" : "one", one.levels()));
    }
    Collections.shuffle(swapped, random);
    assertThat(totals(new Balance(ARMS, swapped)))
        .as("seed " + seed)
        .isEqualTo(totals(new Balance(ARMS, placed)));
    assertThat(new Balance(ARMS, swapped).whole()).isNotEqualTo(new Balance(ARMS, placed).whole());
  }

  private static Map<List<StratumLevel>, Integer> totals(Balance balance) {
    var totals = new java.util.LinkedHashMap<List<StratumLevel>, Integer>();
    for (var cell : balance.strata()) totals.put(cell.levels(), cell.total());
    return totals;
  }
}
