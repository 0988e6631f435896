package org.attune.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attune.protocol.model.AnalysisPlan.Contrast;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.effects.Effects;
import org.attune.standalone.effects.ScoreAt;
import org.attune.standalone.effects.TrialData;
import org.attune.standalone.synthetic.Examples;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.junit.jupiter.api.Test;

/**
 * A few dozen trials of the three-arm example. The error of a mean estimate of the primary outcome
 * over 40 trials is about 0.3, that of a mediated part about 0.2; offsets are four of them or more.
 */
class EffectsBenchTest {
  private static final int RUNS = 40;
  private static final int PEOPLE = 90;
  private static final long SEED = 20210811;
  private static final Protocol PROTOCOL = Examples.protocol("abct-mbsr-tau");
  private static final RehearsalPlan PLAN = Examples.plan("abct-mbsr-tau");
  private static final String WHOLE = "dass21_total at post, abct - tau";
  private static final String PART = WHOLE + " through scs26_total at mid";

  private static TrialSimulator simulator(RehearsalPlan plan, long seed) {
    return new TrialSimulator(PROTOCOL, PROTOCOL.randomization().orElseThrow(), plan, PEOPLE, seed);
  }

  /** What is found of the plan as it stands: two tests look at it. */
  private static final Map<String, Recovered> AS_PLANNED = full(PLAN);

  private static Map<String, Recovered> full(RehearsalPlan plan) {
    return new EffectsBench(PROTOCOL, plan, simulator(plan, SEED))
        .run(RUNS).full().stream()
            .collect(Collectors.toMap(row -> row.number().name(), row -> row));
  }

  private static Recovered row(Map<String, Recovered> rows, String name) {
    var row = rows.get(name);
    if (row == null) throw new AssertionError(name + " is none of " + rows.keySet());
    return row;
  }

  @Test
  void what_is_planted_is_found_and_what_mediators_carry_of_it() {
    var rows = AS_PLANNED;
    assertThat(row(rows, WHOLE).mean()).as("seed %d", SEED).isCloseTo(-13.20, offset(1.2));
    assertThat(row(rows, PART).mean()).as("seed %d", SEED).isCloseTo(-4.80, offset(0.8));
    assertThat(rows.values())
        .as("seed %d", SEED)
        .hasSize(13 + 8)
        .allSatisfy(row -> assertThat(row.estimated()).isEqualTo(RUNS))
        .allSatisfy(row -> assertThat(row.covered()).isGreaterThan(0.8));
  }

  @Test
  void twice_as_much_planted_is_twice_as_much_found() {
    var twice = full(PLAN.scaled(2));
    assertThat(row(twice, WHOLE).mean() / row(AS_PLANNED, WHOLE).mean())
        .as("seed %d", SEED)
        .isCloseTo(2, offset(0.12));
    assertThat(row(twice, PART).number().planted()).isCloseTo(-9.6, offset(1e-9));
    assertThat(row(twice, PART).mean() / row(AS_PLANNED, PART).mean())
        .as("seed %d", SEED)
        .isCloseTo(2, offset(0.5));
  }

  @Test
  void nothing_planted_is_nothing_found() {
    var rows = full(PLAN.scaled(0));
    assertThat(row(rows, WHOLE).mean()).as("seed %d", SEED).isCloseTo(0, offset(1.2));
    assertThat(row(rows, PART).mean()).as("seed %d", SEED).isCloseTo(0, offset(0.8));
  }

  @Test
  void permuted_arms_differ_in_nothing() {
    var simulator = simulator(PLAN, SEED);
    var outcome = new ScoreAt("post", "dass21_total");
    var primary = PROTOCOL.analysis().estimands().getFirst();
    double whole = 0;
    double part = 0;
    for (int run = 0; run < RUNS; run++) {
      var effects = new Effects(PROTOCOL, permuted(simulator.trial(run).full(), run));
      var estimates = effects.contrasts(primary, PLAN::planted);
      whole += estimates.getFirst().estimate().orElseThrow().value() / RUNS;
      var mediators = java.util.List.of(new ScoreAt("mid", "scs26_total"));
      var parts = effects.parts(outcome, mediators, new Contrast("abct", "tau"));
      part += parts.getFirst().orElseThrow().value() / RUNS;
    }
    assertThat(whole).as("seed %d", SEED).isCloseTo(0, offset(1.6));
    assertThat(part).as("seed %d", SEED).isCloseTo(0, offset(1.2));
  }

  private static TrialData permuted(TrialData data, long seed) {
    var arms = new ArrayList<>(data.allocations().values());
    Collections.shuffle(arms, new Random(seed));
    var allocations = new TreeMap<String, TrialData.Allocation>();
    int i = 0;
    for (var entry : data.allocations().entrySet()) {
      allocations.put(
          entry.getKey(), new TrialData.Allocation(arms.get(i++).arm(), entry.getValue().strata()));
    }
    return new TrialData(allocations, data.scores());
  }

  @Test
  void a_trial_is_what_its_seed_and_number_make_it() {
    var trial = simulator(PLAN, SEED).trial(3);
    assertThat(simulator(PLAN, SEED).trial(3)).isEqualTo(trial);
    assertThat(simulator(PLAN, SEED).trial(4)).isNotEqualTo(trial);
    assertThat(simulator(PLAN, SEED + 1).trial(3)).isNotEqualTo(trial);
  }

  @Test
  void arms_stand_in_their_ratio_within_strata_but_for_the_last_block() {
    var trial = simulator(PLAN, SEED).trial(0);
    assertThat(trial.full().allocations()).hasSize(PEOPLE);
    var counts = new HashMap<String, Map<String, Integer>>();
    for (var allocation : trial.full().allocations().values()) {
      assertThat(allocation.strata().keySet())
          .containsExactly("stratum_attachment", "stratum_site");
      counts
          .computeIfAbsent(allocation.strata().toString(), _ -> new HashMap<>())
          .merge(allocation.arm(), 1, Integer::sum);
    }
    assertThat(counts)
        .allSatisfy(
            (stratum, arms) -> {
              int most = arms.values().stream().mapToInt(n -> n).max().orElse(0);
              int least = arms.size() < 3 ? 0 : Collections.min(arms.values());
              assertThat(most - least).as(stratum).isLessThanOrEqualTo(3);
            });
  }

  @Test
  void observed_data_are_some_of_all_data() {
    var trial = simulator(PLAN, SEED).trial(1);
    long full = 0;
    long observed = 0;
    for (var person : trial.full().allocations().keySet()) {
      var all = trial.full().scores().getOrDefault(person, Map.of());
      var known = trial.observed().scores().getOrDefault(person, Map.of());
      assertThat(all).containsAllEntriesOf(known);
      full += all.size();
      observed += known.size();
    }
    assertThat((double) observed / full).isBetween(0.8, 0.97);
  }
}
