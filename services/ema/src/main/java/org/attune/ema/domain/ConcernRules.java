package org.attune.ema.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.attune.ema.domain.EmaEvent.SafetyRuleMet;
import org.attune.protocol.model.SafetyRule;

/** Decides what is told of answers that give cause for concern. Pure, and blind to the arm. */
public final class ConcernRules {
  private ConcernRules() {}

  /**
   * An answer that a safety rule is met by.
   *
   * @param site of the participant; empty if it is not known
   * @param receivedAt study time at which it came in
   */
  public record Concern(
      String study,
      UUID participant,
      String site,
      UUID slotId,
      String questionnaire,
      UUID answerId,
      Instant receivedAt) {}

  /**
   * One event for each rule that the answer meets and that nobody was told of yet.
   *
   * @param told rules that this answer met before, by id
   */
  public static List<SafetyRuleMet> tell(Set<String> told, List<SafetyRule> met, Concern concern) {
    return met.stream()
        .filter(rule -> !told.contains(rule.id()))
        .map(rule -> event(rule, concern))
        .toList();
  }

  private static SafetyRuleMet event(SafetyRule rule, Concern concern) {
    return new SafetyRuleMet(
        concern.study(),
        concern.participant(),
        concern.slotId(),
        concern.answerId(),
        concern.site(),
        rule.id(),
        rule.severity(),
        concern.questionnaire(),
        rule.roles(),
        Math.max(1, rule.acknowledgeWithin().toSeconds()),
        concern.receivedAt());
  }
}
