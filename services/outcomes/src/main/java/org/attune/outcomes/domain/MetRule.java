package org.attune.outcomes.domain;

import java.time.Duration;
import java.util.List;
import org.attune.protocol.model.SafetyRule;

/**
 * A safety rule that an answer meets, as far as an alert says it.
 *
 * @param rule its id in the protocol
 * @param roles to be told, in the order of escalation; at least one
 * @param acknowledgeWithin longest wait before the next role is told
 */
public record MetRule(
    String rule, String severity, List<String> roles, Duration acknowledgeWithin) {
  public static MetRule of(SafetyRule rule) {
    return new MetRule(rule.id(), rule.severity(), rule.roles(), rule.acknowledgeWithin());
  }
}
