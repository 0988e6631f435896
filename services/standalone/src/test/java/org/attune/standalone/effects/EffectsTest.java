package org.attune.standalone.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.synthetic.Examples;
import org.attune.standalone.synthetic.Population;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trials of 90 synthetic people of the three-arm example, written as a dataset package and analysed
 * from it. Mean estimates over 400 trials; the error of such a mean is about 0.13.
 */
class EffectsTest {
  private static final int TRIALS = 400;
  private static final int PEOPLE = 90;
  private static final Protocol PROTOCOL = Examples.protocol("abct-mbsr-tau");
  private static final RehearsalPlan PLAN = Examples.plan("abct-mbsr-tau");
  private static final List<String> ARMS = List.of("abct", "mbsr", "tau");

  @TempDir private Path directory;

  @Test
  void the_published_contrasts_are_recovered_in_spite_of_drop_out() throws IOException {
    var means = means(PLAN, TRIALS, false);
    assertThat(means.get("dass21_total/post/abct")).isCloseTo(-13.20, offset(0.5));
    assertThat(means.get("dass21_total/post/mbsr")).isCloseTo(-11.51, offset(0.5));
    assertThat(means.get("dass21_total/month6/abct")).isCloseTo(-7.20, offset(0.5));
    assertThat(means.get("dass21_total/month6/mbsr")).isCloseTo(-8.59, offset(0.5));
  }

  @Test
  void effects_of_zero_are_estimated_as_zero() throws IOException {
    var means = means(PLAN.scaled(0), TRIALS / 8, false);
    assertThat(means.get("dass21_total/post/abct")).isCloseTo(0, offset(1.2));
  }

  @Test
  void doubled_effects_are_estimated_as_doubled() throws IOException {
    var means = means(PLAN.scaled(2), TRIALS / 8, false);
    assertThat(means.get("dass21_total/post/abct")).isCloseTo(-26.4, offset(1.2));
  }

  @Test
  void permuted_arms_show_nothing() throws IOException {
    var means = means(PLAN, TRIALS / 8, true);
    assertThat(means.get("dass21_total/post/abct")).isCloseTo(0, offset(1.5));
  }

  @Test
  void a_package_without_the_outcome_gives_no_estimate() throws IOException {
    write(List.of("p1,abct,s1,secure"), List.of());
    var effects = Effects.estimate(directory, PROTOCOL, PLAN::planted);
    assertThat(effects).isNotEmpty().allMatch(effect -> effect.estimate().isEmpty());
    assertThat(effects.getFirst().planted()).isEqualTo(-13.20);
  }

  private Map<String, Double> means(RehearsalPlan plan, int trials, boolean permuted)
      throws IOException {
    var sums = new TreeMap<String, Double>();
    var population = new Population(PROTOCOL, plan, 20210811);
    for (int trial = 0; trial < trials; trial++) {
      simulate(population, trial, permuted);
      for (var effect : Effects.estimate(directory, PROTOCOL, plan::planted)) {
        sums.merge(
            effect.outcome() + "/" + effect.at() + "/" + effect.arm(),
            effect.estimate().orElseThrow().value() / trials,
            Double::sum);
      }
    }
    return sums;
  }

  private void simulate(Population population, int trial, boolean permuted) throws IOException {
    var arms = new ArrayList<String>();
    for (int i = 0; i < PEOPLE; i++) arms.add(ARMS.get(i % ARMS.size()));
    var shown = new ArrayList<>(arms);
    if (permuted) Collections.shuffle(shown, new Random(trial));
    var allocations = new ArrayList<String>();
    var scores = new ArrayList<String>();
    for (int i = 0; i < PEOPLE; i++) {
      var person = population.person(trial * PEOPLE + i);
      var arm = arms.get(i);
      double anxiety = person.score("baseline", "ecr_rs_anxiety", "");
      var style = anxiety <= 3.5 ? "secure" : "insecure";
      allocations.add("p%d,%s,%s,%s".formatted(i, shown.get(i), person.site(), style));
      for (var at : List.of("baseline", "post", "month6")) {
        double until = at.equals("baseline") ? 0 : at.equals("post") ? 0.4 : 1.0;
        if (person.leavesAfter(arm).filter(left -> left < until).isPresent()) continue;
        if (!person.completes(at, at.equals("baseline"))) continue;
        for (var score : List.of("dass21_total", "scs26_total", "ffmq15_total", "phq9_total")) {
          scores.add("p%d,%s,%s,%s".formatted(i, at, score, person.score(at, score, arm)));
        }
      }
    }
    write(allocations, scores);
  }

  private void write(List<String> allocations, List<String> scores) throws IOException {
    var data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(
        data.resolve("study-x_description-allocations_data.csv"),
        "participant_id,arm_code,stratum_site,stratum_attachment\n"
            + String.join("\n", allocations)
            + "\n");
    Files.writeString(
        data.resolve("study-x_description-scores_data.csv"),
        "participant_id,visit_code,score_code,value\n" + String.join("\n", scores) + "\n");
  }
}
