package org.attune.standalone.synthetic;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.bundle.Place;
import org.attune.protocol.bundle.TreeReading;
import org.attune.protocol.model.Protocol;

/**
 * What came of reading {@code rehearsal.yaml}.
 *
 * @param findings all of them, in {@link Finding#ORDER}
 * @param plan present if there is no finding
 */
public record PlanReading(List<Finding> findings, Optional<RehearsalPlan> plan) {
  /** Reads the file of {@code bundle}; never throws for what an author can write in it. */
  public static PlanReading of(Bundle bundle, Protocol protocol) {
    var content = bundle.files().get(RehearsalPlan.FILE);
    if (content == null) {
      return broken(
          List.of(
              Finding.error(
                  Place.top(RehearsalPlan.FILE),
                  "missing-file",
                  "A rehearsal needs rehearsal.yaml: at least 'starts: 2026-01-12' and"
                      + " 'recruitment: {invited-per-week: 20}'.")));
    }
    var reading = TreeReading.of(RehearsalPlan.FILE, content);
    if (reading.tree().isEmpty()) return broken(reading.findings());
    var form = new PlanForm(protocol);
    var plan = form.read(reading.tree().get());
    var findings = new java.util.ArrayList<>(reading.findings());
    findings.addAll(form.findings());
    return findings.isEmpty()
        ? new PlanReading(List.of(), Optional.of(plan))
        : broken(findings.stream().distinct().sorted(Finding.ORDER).toList());
  }

  /**
   * What is wrong with the rehearsal.yaml of a bundle, if it has one: its form alone as long as
   * there is no protocol to hold it against, else also whether its effects can be reached.
   */
  public static List<Finding> findings(Bundle bundle, Optional<Protocol> protocol) {
    var content = bundle.files().get(RehearsalPlan.FILE);
    if (content == null) return List.of();
    if (protocol.isEmpty()) return TreeReading.of(RehearsalPlan.FILE, content).findings();
    var reading = of(bundle, protocol.get());
    if (reading.plan().isEmpty()) return reading.findings();
    try {
      OutcomeModel.of(protocol.get(), reading.plan().get());
      return List.of();
    } catch (UnreachablePlanException e) {
      return List.of(unreachable(e));
    }
  }

  /** The finding that says why planted effects cannot be reached. */
  public static Finding unreachable(UnreachablePlanException e) {
    return Finding.error(
        Place.top(RehearsalPlan.FILE), "unreachable", String.valueOf(e.getMessage()));
  }

  private static PlanReading broken(List<Finding> findings) {
    return new PlanReading(List.copyOf(findings), Optional.empty());
  }
}
