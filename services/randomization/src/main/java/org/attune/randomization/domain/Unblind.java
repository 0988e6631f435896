package org.attune.randomization.domain;

import java.util.Optional;
import java.util.UUID;
import org.attune.randomization.domain.RandomizationEvent.UnblindingReason;

/**
 * Somebody asks to be told the arm of one participant.
 *
 * @param unblinding id that the request chose for itself
 * @param note more about the reason; there for {@link UnblindingReason#OTHER}
 * @param role in which the person acts, in lower case
 * @param by staff id
 * @param steppedUp true if the person signed in for this act alone, a moment ago
 */
public record Unblind(
    UUID unblinding,
    UnblindingReason reason,
    Optional<String> note,
    String role,
    String by,
    boolean steppedUp) {}
