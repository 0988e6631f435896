package org.attune.randomization.store;

import java.util.Optional;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;

/**
 * How far the allocation of one study is.
 *
 * @param configuration canonical text, without the places of an uploaded list
 * @param commitment to seed and configuration as they are now, lower-case hex
 * @param firstCommitment to seed and configuration as they were when the study opened
 * @param sealedSeed as {@link SeedVault} sealed it
 * @param sealedList places of an uploaded list, sealed alike; empty for other methods
 * @param allocations made so far
 * @param closed set when no further allocation happens
 */
public record StudyAllocation(
    String study,
    int version,
    String configuration,
    String commitment,
    String firstCommitment,
    byte[] sealedSeed,
    Optional<byte[]> sealedList,
    int allocations,
    Optional<ClosingReason> closed,
    boolean revealed) {}
