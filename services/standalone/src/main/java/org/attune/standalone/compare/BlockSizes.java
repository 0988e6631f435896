package org.attune.standalone.compare;

import java.util.List;
import java.util.Optional;
import org.attune.protocol.model.Arm;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.model.RandomizationPlan;

/**
 * Sizes of blocks by which methods are compared.
 *
 * @param assumption a sentence, if the study declares none
 */
record BlockSizes(List<Integer> sizes, Optional<String> assumption) {
  /** Those of the study; without any, twice and three times the sum of the ratio. */
  static BlockSizes of(Protocol protocol, RandomizationPlan plan) {
    if (!plan.blockSizes().isEmpty()) return new BlockSizes(plan.blockSizes(), Optional.empty());
    int sum = protocol.arms().stream().mapToInt(Arm::ratio).sum();
    return new BlockSizes(
        List.of(2 * sum, 3 * sum),
        Optional.of(
            "The study declares no block sizes: blocks of %d and %d are assumed."
                .formatted(2 * sum, 3 * sum)));
  }
}
