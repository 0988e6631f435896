package org.attune.standalone.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.attune.protocol.model.DecisionPoint;
import org.attune.standalone.effects.ProximalEffects.Moment;
import org.junit.jupiter.api.Test;

/**
 * Simulated people: a breath takes 8 points off, a pause 3; a breath is likelier the worse the
 * moment, and whoever is worse stays worse.
 */
class ProximalEffectsTest {
  private static final int TRIALS = 120;
  private static final DecisionPoint POINT =
      new DecisionPoint(
          "soothing",
          "ema.daily",
          "true",
          Map.of("breath", 0.4, "pause", 0.2, "none", 0.4),
          Map.of(),
          Optional.empty(),
          Map.of(),
          Map.of(),
          new DecisionPoint.Proximal("momentary.distress", "next-prompt", Duration.ofHours(4)));

  private static double planted(String point, String option) {
    return option.equals("breath") ? -8 : -3;
  }

  private static List<EstimatedEffect> trial(long seed, int people, int moments) {
    var random = new SplittableRandom(seed);
    var all = new ArrayList<Moment>();
    for (int person = 0; person < people; person++) {
      double level = 8 * random.nextGaussian();
      for (int i = 0; i < moments; i++) {
        double before = 50 + level + 12 * random.nextGaussian();
        double breath = before > 55 ? 0.5 : 0.2;
        var probabilities = new TreeMap<>(Map.of("breath", breath, "pause", 0.2));
        probabilities.put("none", 0.8 - breath);
        double draw = random.nextDouble();
        var option = draw < breath ? "breath" : draw < breath + 0.2 ? "pause" : "none";
        double effect = option.equals("none") ? 0 : planted("soothing", option);
        double outcome = 25 + level + 0.5 * before + effect + 10 * random.nextGaussian();
        all.add(new Moment("p" + person, option, before, outcome, probabilities));
      }
    }
    return ProximalEffects.of(POINT, all, ProximalEffectsTest::planted);
  }

  @Test
  void what_was_planted_is_recovered_in_the_mean_and_held_by_most_intervals() {
    var sum = new TreeMap<String, Double>();
    var held = new TreeMap<String, Integer>();
    for (long seed = 1; seed <= TRIALS; seed++) {
      for (var effect : trial(seed, 20, 20)) {
        var estimate = effect.estimate().orElseThrow();
        sum.merge(effect.arm(), estimate.value(), Double::sum);
        boolean holds = estimate.low() <= effect.planted() && effect.planted() <= estimate.high();
        held.merge(effect.arm(), holds ? 1 : 0, Integer::sum);
      }
    }
    assertThat(sum.get("breath") / TRIALS).isCloseTo(-8, within(0.5));
    assertThat(sum.get("pause") / TRIALS).isCloseTo(-3, within(0.5));
    // 95 % of 120 is 114; five standard errors below are 102.
    assertThat(held.get("breath")).isGreaterThanOrEqualTo(102);
    assertThat(held.get("pause")).isGreaterThanOrEqualTo(102);
  }

  @Test
  void effects_are_against_doing_nothing_and_name_their_decision_point() {
    var effects = trial(7, 12, 10);
    assertThat(effects).extracting(EstimatedEffect::arm).containsExactly("breath", "pause");
    assertThat(effects)
        .allSatisfy(
            effect -> {
              assertThat(effect.against()).isEqualTo("none");
              assertThat(effect.at()).isEqualTo("soothing");
              assertThat(effect.outcome()).isEqualTo("momentary.distress");
            });
  }

  @Test
  void too_few_people_determine_nothing() {
    assertThat(trial(7, 4, 10)).allSatisfy(effect -> assertThat(effect.estimate()).isEmpty());
    assertThat(ProximalEffects.of(POINT, List.of(), ProximalEffectsTest::planted))
        .allSatisfy(effect -> assertThat(effect.estimate()).isEmpty());
  }
}
