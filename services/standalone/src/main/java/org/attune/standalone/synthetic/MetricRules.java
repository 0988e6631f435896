package org.attune.standalone.synthetic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.synthetic.RehearsalPlan.Metric;

/** Which scores can be made to order: collected ones, whose items serve no other ordered score. */
final class MetricRules {
  private final Protocol protocol;
  private final List<Finding> findings;

  MetricRules(Protocol protocol, List<Finding> findings) {
    this.protocol = protocol;
    this.findings = findings;
  }

  void check(PlanFields fields, Map<String, Metric> metrics) {
    var taken = new HashMap<String, String>();
    var under = fields.under("metrics");
    metrics.forEach(
        (code, metric) -> {
          var found = ScoreGrid.find(InstrumentLibrary.standard(), code);
          if (found.isEmpty()) {
            findings.add(
                Finding.error(
                    under.place(code),
                    "unknown-score",
                    "No instrument has the score '%s', or it is a difference.".formatted(code)));
            return;
          }
          var grid = found.get();
          if (occasions(grid.instrument()).isEmpty()) {
            findings.add(
                Finding.error(
                    under.place(code),
                    "score-not-collected",
                    "No assessment asks '%s'; remove the metric or ask it."
                        .formatted(grid.instrument())));
          }
          if (metric.mean() < grid.least() || metric.mean() > grid.greatest()) {
            findings.add(
                Finding.error(
                    under.place(code),
                    "number-out-of-range",
                    "The score goes from %s to %s; its mean cannot be %s."
                        .formatted(grid.least(), grid.greatest(), metric.mean())));
          }
          for (int item : grid.items()) {
            var other = taken.putIfAbsent(grid.instrument() + "_" + item, code);
            if (other == null) continue;
            findings.add(
                Finding.error(
                    under.place(code),
                    "overlapping-metrics",
                    "'%s' and '%s' share items, so both cannot be made to order; keep one."
                        .formatted(other, code)));
            break;
          }
          for (var occasion : metric.change().keySet()) {
            if (occasions(grid.instrument()).contains(occasion)) continue;
            findings.add(
                Finding.error(
                    under.place(code),
                    "unknown-name",
                    "'%s' is no assessment that asks '%s'."
                        .formatted(occasion, grid.instrument())));
          }
        });
  }

  private List<String> occasions(String instrument) {
    return protocol.assessments().stream()
        .filter(plan -> plan.instruments().contains(instrument))
        .map(plan -> plan.id())
        .toList();
  }
}
