package org.attune.protocol.model;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happens when a single answer gives cause for concern.
 *
 * @param when CEL over one questionnaire's items, a boolean
 * @param show crisis card shown at once
 * @param notifies role told first
 * @param acknowledgeWithin longest wait before the next role is told
 * @param escalateTo roles in order
 */
public record SafetyRule(
    String id,
    String when,
    String severity,
    String show,
    String notifies,
    Duration acknowledgeWithin,
    List<String> escalateTo) {
  /** Who is told, in the order of escalation, each role once. */
  public List<String> roles() {
    return Stream.concat(Stream.of(notifies), escalateTo.stream()).distinct().toList();
  }
}
