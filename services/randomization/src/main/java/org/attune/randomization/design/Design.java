package org.attune.randomization.design;

import java.util.List;

/**
 * A method of allocation within one list (a stratum's, or the study's): the chances of each arm at
 * the next place, which depend on how often each arm stands before it, and on nothing else.
 */
public sealed interface Design
    permits SimpleDesign,
        PermutedBlocks,
        BlockUrn,
        EfronCoin,
        AdjustableCoin,
        BigStick,
        MaximalProcedure {
  /** In which proportion the arms are to stand. */
  Ratio ratio();

  /** Arms there are. */
  default int arms() {
    return ratio().arms();
  }

  /**
   * The chances at the next place.
   *
   * @param counts places of each arm so far, in the order of the arms
   * @throws IllegalArgumentException if the method never comes to such counts
   */
  Odds next(List<Integer> counts);

  /** Places so far. */
  static int total(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }
}
