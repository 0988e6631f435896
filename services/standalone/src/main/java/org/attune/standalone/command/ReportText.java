package org.attune.standalone.command;

import java.io.PrintStream;
import java.util.stream.Stream;
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
    out.printf("%n%.1f s, the dataset after %.1f s%n", report.seconds(), report.datasetSeconds());
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
    boolean proximal = report.participants().randomized() == 0;
    out.printf(
        "%nEffects, planted and recovered from the dataset (%s)%n",
        proximal ? "weighted and centred least squares" : "ANCOVA, HC3");
    int outcome = width(14, report.effects().stream().map(EstimatedEffect::outcome));
    int contrast = width(14, report.effects().stream().map(ReportText::contrast));
    var begins = "  %-" + outcome + "s %-8s %-" + contrast + "s ";
    out.printf(
        begins + "%9s %9s %20s%n",
        "outcome",
        "at",
        "contrast",
        "planted",
        "estimate",
        "95 % interval");
    for (EstimatedEffect effect : report.effects()) {
      out.printf(begins, effect.outcome(), effect.at(), contrast(effect));
      var estimate = effect.estimate();
      if (estimate.isEmpty()) {
        out.printf("%9.2f %9s %20s%n", effect.planted(), "none", "too few people");
      } else {
        out.printf(
            "%9.2f %9.2f %20s%n",
            effect.planted(),
            estimate.get().value(),
            "%.2f to %.2f".formatted(estimate.get().low(), estimate.get().high()));
      }
    }
  }

  private static String contrast(EstimatedEffect effect) {
    return effect.arm() + " - " + effect.against();
  }

  private static int width(int least, Stream<String> texts) {
    return texts.mapToInt(String::length).reduce(least, Math::max);
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
