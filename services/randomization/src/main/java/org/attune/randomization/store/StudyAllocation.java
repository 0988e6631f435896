package org.attune.randomization.store;

import java.util.Optional;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;

/**
 * How far the allocation of one study is.
 *
 * @param configuration canonical text
 * @param sealedSeed as {@link SeedVault} sealed it
 * @param allocations made so far
 * @param closed set when no further allocation happens
 */
public record StudyAllocation(
    String study,
    int version,
    String configuration,
    String commitment,
    byte[] sealedSeed,
    int allocations,
    Optional<ClosingReason> closed,
    boolean revealed) {}
