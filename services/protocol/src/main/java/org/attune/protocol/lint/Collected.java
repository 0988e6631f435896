package org.attune.protocol.lint;

import java.util.Set;
import org.attune.protocol.instrument.InstrumentLibrary;
import org.attune.protocol.model.AssessmentPlan;
import org.attune.protocol.model.Protocol;

/** Which scores and facts come of which assessment. */
final class Collected {
  private static final Set<String> STYLE =
      Set.of("attachment.anxiety", "attachment.avoidance", "attachment.style");

  private final Protocol protocol;
  private final InstrumentLibrary library = InstrumentLibrary.standard();

  Collected(Protocol protocol) {
    this.protocol = protocol;
  }

  /** True if {@code plan} asks an instrument with that score. */
  boolean at(AssessmentPlan plan, String score) {
    return plan.instruments().stream()
        .flatMap(code -> library.find(code).stream())
        .anyMatch(instrument -> instrument.scale(score).isPresent());
  }

  /** True if {@code name}, without the assessment before it, is a fact of {@code plan}. */
  boolean fact(AssessmentPlan plan, String name) {
    if (name.equals("complete") || at(plan, name)) return true;
    return STYLE.contains(name)
        && protocol
            .attachment()
            .filter(rule -> plan.instruments().contains(rule.from()))
            .isPresent();
  }

  /** True if some assessment or schedule asks the questionnaire. */
  boolean asked(String questionnaire) {
    return protocol.assessments().stream()
            .anyMatch(plan -> plan.instruments().contains(questionnaire))
        || protocol.ema().stream().anyMatch(plan -> plan.questionnaire().equals(questionnaire));
  }
}
