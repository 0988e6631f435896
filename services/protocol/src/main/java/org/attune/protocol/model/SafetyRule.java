package org.attune.protocol.model;

import java.time.Duration;
import java.util.List;

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
    List<String> escalateTo) {}
