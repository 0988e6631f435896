package org.attune.standalone.command;

import java.io.PrintStream;
import org.attune.standalone.effects.EstimatedEffect;
import org.attune.standalone.rehearsal.RehearsalReport;

/** A rehearsal's report for a person at a terminal. */
final class ReportText {
  private ReportText() {}

  static void print(RehearsalReport report, PrintStream out) {
    var people = report.participants();
    var visits = report.assessments();
    out.printf(
        "%nSYNTHETIC: %s version %d, seed %d%n", report.study(), report.version(), report.seed());
    out.printf("%nFlow (CONSORT)%n");
    out.printf("  screened %d%n", people.screened());
    out.printf("    ineligible %d, declined %d%n", people.ineligible(), people.declined());
    out.printf("  enrolled %d%n", people.enrolled());
    out.printf("  randomized %d%n", people.randomized());
    out.printf("  left follow-up %d%n", people.withdrawn());
    prompts(report.slots(), out);
    out.printf("%nAssessments%n");
    out.printf(
        "  due %d = completed %d + missed %d%n", visits.due(), visits.completed(), visits.missed());
    effects(report, out);
    out.printf(
        "%nEvents%n  published %,d, consumed %,d%n",
        report.events().published(), report.events().consumed());
    if (!report.ignored().isEmpty()) {
      out.printf("%nDeclared and not acted on: %s%n", String.join(", ", report.ignored()));
    }
    out.printf(
        "%nDataset%n  %s%n  SHA-256 %s%n", report.dataset().path(), report.dataset().sha256());
    verdict(report, out);
    processes(report, out);
    out.printf("%n%.1f s%n", report.seconds());
  }

  private static void prompts(RehearsalReport.Slots slots, PrintStream out) {
    out.printf("%nPrompts%n");
    if (slots.planned() == 0) {
      out.printf("  none planned%n");
      return;
    }
    out.printf(
        "  planned %,d = answered %,d + declined %,d + expired %,d + cancelled %,d + failed %,d +"
            + " pending %,d%n",
        slots.planned(),
        slots.answered(),
        slots.declined(),
        slots.expired(),
        slots.cancelled(),
        slots.failed(),
        slots.pending());
    out.printf("  compliance %.1f %%%n", 100 * slots.compliance());
  }

  private static void effects(RehearsalReport report, PrintStream out) {
    if (report.effects().isEmpty()) return;
    out.printf("%nEffects, planted and recovered from the dataset (ANCOVA, HC3)%n");
    out.printf(
        "  %-14s %-8s %-14s %9s %9s %20s%n",
        "outcome", "at", "contrast", "planted", "estimate", "95 % interval");
    for (EstimatedEffect effect : report.effects()) {
      var contrast = effect.arm() + " - " + effect.against();
      var estimate = effect.estimate();
      if (estimate.isEmpty()) {
        out.printf(
            "  %-14s %-8s %-14s %9.2f %9s %20s%n",
            effect.outcome(), effect.at(), contrast, effect.planted(), "none", "too few people");
      } else {
        out.printf(
            "  %-14s %-8s %-14s %9.2f %9.2f %20s%n",
            effect.outcome(),
            effect.at(),
            contrast,
            effect.planted(),
            estimate.get().value(),
            "%.2f to %.2f".formatted(estimate.get().low(), estimate.get().high()));
      }
    }
  }

  private static void processes(RehearsalReport report, PrintStream out) {
    if (report.processes().isEmpty()) return;
    out.printf("%nProcesses%n");
    for (var process : report.processes()) {
      out.printf(
          "  %d %-14s recorded %,d times, applied %,d batches%n",
          process.number(), process.service(), process.recorded(), process.applied());
    }
  }

  private static void verdict(RehearsalReport report, PrintStream out) {
    out.printf("%nChecker: %s%n", report.checked());
    if (report.promisesKept()) {
      out.printf("  promises kept%n");
    } else {
      out.printf("  %d promises broken%n", report.broken().size());
      for (var line : report.broken()) out.printf("    %s%n", line);
    }
  }
}
