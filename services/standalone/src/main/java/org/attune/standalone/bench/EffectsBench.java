package org.attune.standalone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attune.protocol.model.AnalysisPlan.Contrast;
import org.attune.protocol.model.AnalysisPlan.Estimand;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.effects.Effects;
import org.attune.standalone.effects.ScoreAt;
import org.attune.standalone.effects.TrialData;
import org.attune.standalone.synthetic.RehearsalPlan;
import org.attune.standalone.synthetic.RehearsalPlan.Effect;

/**
 * Estimates what is planted in many simulated trials, with the estimators of a rehearsal, and sets
 * the estimates beside it.
 */
final class EffectsBench {
  /** How far a mean estimate may lie from what is planted, in points of its score at most. */
  static final double TOLERANCE_MAX = 0.5;

  /** And as a share of the score's sd at most, so that it means something in a score of means. */
  static final double TOLERANCE_SDS_MAX = 1.0 / 18;

  /** An estimate with its interval. */
  private record Found(double value, double standardError, double low, double high) {}

  /** What one trial says, in the order of the planted numbers. */
  private record Findings(List<Optional<Found>> full, List<Optional<Found>> observed) {}

  private final Protocol protocol;
  private final RehearsalPlan plan;
  private final TrialSimulator simulator;

  EffectsBench(Protocol protocol, RehearsalPlan plan, TrialSimulator simulator) {
    this.protocol = protocol;
    this.plan = plan;
    this.simulator = simulator;
  }

  /**
   * Simulates {@code runs} trials, some of them at the same time; each has chance of its own, so
   * that the figures are the same whatever runs first.
   */
  EffectsFigures run(int runs) {
    var findings =
        IntStream.range(0, runs)
            .parallel()
            .mapToObj(simulator::trial)
            .map(trial -> new Findings(estimate(trial.full()), estimate(trial.observed())))
            .toList();
    return new EffectsFigures(
        recovered(findings.stream().map(Findings::full).toList()),
        recovered(findings.stream().map(Findings::observed).toList()));
  }

  private List<Recovered> recovered(List<List<Optional<Found>>> findings) {
    var numbers = numbers();
    var recovered = new ArrayList<Recovered>();
    for (int i = 0; i < numbers.size(); i++) {
      var tally = new Tally(numbers.get(i));
      for (var found : findings) {
        found.get(i).ifPresent(f -> tally.add(f.value(), f.standardError(), f.low(), f.high()));
      }
      recovered.add(tally.recovered(findings.size()));
    }
    return recovered;
  }

  /** Everything planted: the differences, then what mediators carry of them. */
  List<PlantedNumber> numbers() {
    var differences = new ArrayList<PlantedNumber>();
    var parts = new ArrayList<PlantedNumber>();
    for (var effect : plan.effects()) {
      var outcome = new ScoreAt(effect.at(), effect.outcome());
      double tolerance = tolerance(effect.outcome());
      for (var c : effect.contrasts()) {
        differences.add(
            new PlantedNumber(
                outcome, Optional.empty(), c.arm(), c.against(), c.total(), tolerance));
        for (var path : effect.paths()) {
          double a = plan.planted(path.mediator(), path.at(), c.arm(), c.against());
          parts.add(
              new PlantedNumber(
                  outcome,
                  Optional.of(new ScoreAt(path.at(), path.mediator())),
                  c.arm(),
                  c.against(),
                  a * path.b() + 0.0, // never -0
                  tolerance));
        }
      }
    }
    differences.addAll(parts);
    return differences;
  }

  private double tolerance(String score) {
    var metric = plan.metrics().get(score);
    if (metric == null) throw new IllegalStateException("no metric " + score);
    return Math.min(TOLERANCE_MAX, TOLERANCE_SDS_MAX * metric.sd());
  }

  private List<Optional<Found>> estimate(TrialData data) {
    var effects = new Effects(protocol, data);
    var differences = new ArrayList<Optional<Found>>();
    var parts = new ArrayList<Optional<Found>>();
    for (var effect : plan.effects()) {
      for (var estimated : effects.contrasts(estimand(effect), plan::planted)) {
        differences.add(
            estimated
                .estimate()
                .map(e -> new Found(e.value(), e.standardError(), e.low(), e.high())));
      }
      if (effect.paths().isEmpty()) continue;
      var outcome = new ScoreAt(effect.at(), effect.outcome());
      var mediators =
          effect.paths().stream().map(path -> new ScoreAt(path.at(), path.mediator())).toList();
      for (var contrast : contrasts(effect)) {
        for (var part : effects.parts(outcome, mediators, contrast)) {
          parts.add(part.map(p -> new Found(p.value(), p.standardError(), p.low(), p.high())));
        }
      }
    }
    differences.addAll(parts);
    return differences;
  }

  private static List<Contrast> contrasts(Effect effect) {
    return effect.contrasts().stream().map(c -> new Contrast(c.arm(), c.against())).toList();
  }

  /** What would be registered to estimate a planted effect. */
  private static Estimand estimand(Effect effect) {
    return new Estimand(
        effect.outcome() + "-" + effect.at(),
        effect.outcome(),
        effect.at(),
        contrasts(effect),
        List.of("baseline", "strata"),
        "ancova-hc3",
        "treatment-policy",
        false);
  }
}
