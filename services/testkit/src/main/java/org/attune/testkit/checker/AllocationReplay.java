package org.attune.testkit.checker;

import java.util.List;
import org.attune.randomization.v1.ArmAllocated;
import org.attune.randomization.v1.SeedRevealed;

/** Derives the allocations of a study again from its revealed seed; given by the composition. */
@FunctionalInterface
public interface AllocationReplay {
  /**
   * The arm that each allocation should have.
   *
   * @param seed the revealed seed and the configuration that was committed to
   * @param allocations in the order of their sequence, from 0
   * @return as many arms, in the same order
   */
  List<String> arms(SeedRevealed seed, List<ArmAllocated> allocations);
}
