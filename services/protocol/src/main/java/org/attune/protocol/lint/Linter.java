package org.attune.protocol.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.bundle.BundleReading;
import org.attune.protocol.bundle.Finding;
import org.attune.protocol.model.Protocol;

/**
 * Says what is wrong with a bundle, all at once: its form, and its meaning wherever the form leaves
 * no hole.
 */
public final class Linter {
  private static final List<BiConsumer<Draft, Remarks>> RULES =
      List.of(
          StudyRules::check,
          AnchorRules::check,
          ArmRules::check,
          RandomizationRules::check,
          AssessmentRules::check,
          EmaRules::check,
          ScheduleDayRules::check,
          NeighbourRules::check,
          PromptLoad::check,
          SafetyRules::check,
          DecisionRules::check,
          ExpressionRules::check,
          ItemRules::check,
          AnalysisRules::check,
          NameRules::check,
          LanguageRules::check);

  private Linter() {}

  /** Checks {@code bundle}; a function of it, never throws for what an author can write in it. */
  public static Linting lint(Bundle bundle) {
    var reading = BundleReader.read(bundle);
    var median = SampleMedian.check(reading);
    var findings = new ArrayList<>(median);
    for (var form : reading.findings()) {
      // The median is said once, as what it is and not as a malformed number.
      if (median.stream().noneMatch(said -> said.place().equals(form.place()))) findings.add(form);
    }
    if (reading.protocol().isPresent()) {
      findings.addAll(meaning(reading.protocol().get(), reading));
    } else {
      reading
          .draft()
          .map(draft -> new Holes(reading).outside(meaning(draft, reading)))
          .ifPresent(findings::addAll);
    }
    var sorted = findings.stream().distinct().sorted(Finding.ORDER).toList();
    var publishable = sorted.stream().noneMatch(Finding::isError);
    return new Linting(sorted, publishable ? reading.protocol() : Optional.empty());
  }

  private static List<Finding> meaning(Protocol protocol, BundleReading reading) {
    var draft = new Draft(protocol, reading);
    var remarks = new Remarks();
    for (var rule : RULES) rule.accept(draft, remarks);
    return remarks.findings();
  }
}
