package org.attune.randomization.domain;

import java.util.Optional;
import org.attune.platform.study.StudyStatus;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;

/**
 * How far a study is.
 *
 * @param status as this service has heard
 * @param committed true once seed and configuration are fixed
 * @param closed set when no further allocation happens
 * @param allocations made so far
 * @param target allocations at which the study is full
 * @param consentVersion version of the consent form in force where the participant is
 */
public record Standing(
    StudyStatus status,
    boolean committed,
    Optional<ClosingReason> closed,
    int allocations,
    int target,
    int consentVersion) {}
