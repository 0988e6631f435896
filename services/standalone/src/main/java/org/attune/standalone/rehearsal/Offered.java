package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.attune.protocol.model.DecisionPoint;
import org.attune.protocol.model.Protocol;
import org.attune.standalone.synthetic.RehearsalPlan;

/**
 * What one person was given at decision points, and what it does to the answers of the prompts that
 * come next.
 */
final class Offered {
  private record Given(String point, String option, Instant at) {}

  private final Protocol protocol;
  private final RehearsalPlan plan;
  private final Map<String, TreeSet<Instant>> prompts = new HashMap<>();
  private final Map<String, TreeMap<Instant, List<Given>>> given = new HashMap<>();

  Offered(Protocol protocol, RehearsalPlan plan) {
    this.protocol = protocol;
    this.plan = plan;
  }

  /** There is a prompt of that schedule at that time. */
  void expect(String schedule, Instant scheduledAt) {
    prompts.computeIfAbsent(schedule, _ -> new TreeSet<>()).add(scheduledAt);
  }

  /**
   * After the answer to a prompt an option was given.
   *
   * @param at when it was decided
   */
  void give(String schedule, Instant scheduledAt, String point, String option, Instant at) {
    given
        .computeIfAbsent(schedule, _ -> new TreeMap<>())
        .computeIfAbsent(scheduledAt, _ -> new ArrayList<>())
        .add(new Given(point, option, at));
  }

  /**
   * How far answers to a prompt lie from what they would have been, by the item's column: what was
   * given at the prompt before it, if this one measures its proximal outcome.
   */
  Map<String, Double> shifts(String schedule, Instant scheduledAt) {
    var shifts = new HashMap<String, Double>();
    var before = prompts.getOrDefault(schedule, new TreeSet<>()).lower(scheduledAt);
    if (before == null) return shifts;
    for (var one : given.getOrDefault(schedule, new TreeMap<>()).getOrDefault(before, List.of())) {
      var point = point(one.point());
      if (scheduledAt.isAfter(one.at().plus(point.proximal().within()))) continue;
      shifts.merge(
          protocol.column(point.proximal().item()),
          plan.plantedProximal(one.point(), one.option()),
          Double::sum);
    }
    return shifts;
  }

  private DecisionPoint point(String id) {
    return protocol.microRandomization().stream()
        .filter(point -> point.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RehearsalException("Something was given at no point: " + id));
  }
}
