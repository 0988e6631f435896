package org.attune.standalone.synthetic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.synthetic.RehearsalPlan.Effect;
import org.attune.standalone.synthetic.RehearsalPlan.Metric;

/**
 * Finds the shifts by which arms differ as planted in the scores as measured, that is after
 * rounding to whole items and after floors and ceilings. Works on one fixed sample of people, the
 * same for every arm and every seed (common random numbers), so that a shift is a constant of the
 * bundle and its error is that of the limits' reach alone.
 */
final class Calibration {
  /** People in the sample. */
  static final int SAMPLE = 8192;

  /** The seed of the sample; any constant. */
  private static final long SAMPLE_SEED = 20210811L;

  /** Halvings of an interval of twice the score's range: finer than a thousandth of a point. */
  private static final int HALVINGS = 30;

  /** How far the mean may stay away from the planted one, in points. */
  private static final double REACH = 0.05;

  private final RehearsalPlan plan;
  private final List<String> occasions;
  private final List<String> metrics;
  private final List<ScoreGrid> grids = new ArrayList<>();
  private final double[] loadings;
  private final List<AssessmentPlan> assessments;
  private final List<Traits> sample = new ArrayList<>();
  private final Map<String, double[][][]> scores = new TreeMap<>();

  Calibration(Protocol protocol, RehearsalPlan plan) {
    this.plan = plan;
    assessments = protocol.assessments();
    occasions = assessments.stream().map(AssessmentPlan::id).toList();
    metrics = List.copyOf(plan.metrics().keySet());
    for (var code : metrics) {
      grids.add(ScoreGrid.find(InstrumentLibrary.standard(), code).orElseThrow());
    }
    loadings = plan.metrics().values().stream().mapToDouble(Metric::loading).toArray();
    var streams = new Streams(SAMPLE_SEED);
    for (int i = 0; i < SAMPLE; i++) {
      sample.add(Traits.draw(streams.of(i, "traits"), loadings, occasions.size()));
    }
    scores.put("", new double[SAMPLE][occasions.size()][metrics.size()]);
    for (var arm : protocol.arms()) {
      scores.put(arm.id(), new double[SAMPLE][occasions.size()][metrics.size()]);
    }
  }

  OutcomeModel model() {
    var measures = new ArrayList<Measure>();
    var seen = new HashSet<Integer>();
    for (int o = 0; o < occasions.size(); o++) {
      for (int m = 0; m < metrics.size(); m++) {
        if (!assessments.get(o).instruments().contains(grids.get(m).instrument())) continue;
        var measure = measure(o, m, seen.add(m));
        measures.add(measure);
        record(measure);
      }
    }
    return new OutcomeModel(occasions, metrics, grids, loadings, List.copyOf(measures));
  }

  private Measure measure(int o, int m, boolean first) {
    var metric = metric(m);
    var effect = plan.effect(metrics.get(m), occasions.get(o));
    var reference = effect.map(e -> e.contrasts().getFirst().against()).orElse("");
    var links =
        effect.stream()
            .flatMap(e -> e.paths().stream())
            .map(path -> link(path, reference))
            .toArray(Measure.Link[]::new);
    double mean = metric.mean() + metric.change().getOrDefault(occasions.get(o), 0.0);
    var rough = new Measure(o, m, first, mean, metric.sd(), metric.stability(), links, Map.of());
    var spread = links.length == 0 ? metric.sd() : spread(rough, metric.sd(), reference);
    var even = new Measure(o, m, first, mean, spread, metric.stability(), links, Map.of());
    var shifts = effect.map(e -> shifts(even, e, reference)).orElse(Map.of());
    return new Measure(o, m, first, mean, spread, metric.stability(), links, shifts);
  }

  private Metric metric(int m) {
    var metric = plan.metrics().get(metrics.get(m));
    if (metric == null) throw new IllegalStateException("no metric " + metrics.get(m));
    return metric;
  }

  private double[][][] scores(String arm) {
    var known = scores.get(arm);
    if (known == null) throw new IllegalStateException("no arm " + arm);
    return known;
  }

  private Measure.Link link(RehearsalPlan.Path path, String reference) {
    int o = occasions.indexOf(path.at());
    int m = metrics.indexOf(path.mediator());
    double sum = 0;
    for (var person : scores(reference)) sum += person[o][m];
    return new Measure.Link(o, m, path.b(), sum / SAMPLE);
  }

  /** The spread of the person's own part that, beside the mediators, leaves the declared sd. */
  private double spread(Measure measure, double sd, String reference) {
    double own = 0;
    double both = 0;
    double carried = 0;
    var known = scores(reference);
    for (int i = 0; i < SAMPLE; i++) {
      double w = measure.own(sample.get(i));
      double b = measure.carried(known[i]);
      own += w * w;
      both += w * b;
      carried += b * b;
    }
    double rest = carried / SAMPLE - sd * sd;
    if (rest >= 0) {
      throw new UnreachablePlanException(
          "The paths to %s at %s alone make a larger spread than its sd of %s; lower b or raise sd."
              .formatted(metrics.get(measure.metric()), occasions.get(measure.occasion()), sd));
    }
    double a = own / SAMPLE;
    double half = both / SAMPLE;
    return (-half + StrictMath.sqrt(half * half - a * rest)) / a;
  }

  private Map<String, Double> shifts(Measure even, Effect effect, String reference) {
    var shifts = new HashMap<String, Double>();
    double base = meanScore(even, reference, 0);
    for (var arm : scores.keySet()) {
      if (arm.isEmpty() || arm.equals(reference)) continue;
      double total = plan.planted(effect.outcome(), effect.at(), arm, reference);
      shifts.put(arm, shift(even, arm, base + total));
    }
    return Map.copyOf(shifts);
  }

  private double shift(Measure even, String arm, double wanted) {
    var grid = grids.get(even.metric());
    double range = grid.greatest() - grid.least();
    double low = -2 * range;
    double high = 2 * range;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (meanScore(even, arm, middle) < wanted) low = middle;
      else high = middle;
    }
    double reached = meanScore(even, arm, high);
    if (Math.abs(reached - wanted) > REACH * grid.perPoint()) {
      throw new UnreachablePlanException(
          "%s at %s cannot have the mean %.2f in arm %s: the score ends before; plant less or move its mean."
              .formatted(metrics.get(even.metric()), occasions.get(even.occasion()), wanted, arm));
    }
    return high;
  }

  private double meanScore(Measure measure, String arm, double shift) {
    var grid = grids.get(measure.metric());
    var known = scores(arm);
    long points = 0;
    for (int i = 0; i < SAMPLE; i++) {
      double latent =
          measure.mean()
              + measure.spread() * measure.own(sample.get(i))
              + measure.carried(known[i])
              + shift;
      points += grid.points(latent);
    }
    return grid.score(1) * points / SAMPLE;
  }

  /** Notes what the sample's people score, for the mediators of later occasions. */
  private void record(Measure measure) {
    var grid = grids.get(measure.metric());
    scores.forEach(
        (arm, people) -> {
          for (int i = 0; i < SAMPLE; i++) {
            double latent = measure.latent(sample.get(i), people[i], arm);
            people[i][measure.occasion()][measure.metric()] = grid.score(grid.points(latent));
          }
        });
  }
}
