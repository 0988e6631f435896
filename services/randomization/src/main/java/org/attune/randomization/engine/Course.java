package org.attune.randomization.engine;

import java.util.List;
import java.util.Optional;
import org.attune.randomization.design.Odds;

/** How one list goes on from what it holds. */
interface Course {
  /**
   * What is known of a place before its draw.
   *
   * @param blockNumber block within the list, from 0; 0 for methods without blocks
   * @param blockSize places in that block; 0 for methods without blocks
   * @param odds of the arms
   */
  record Ahead(int blockNumber, int blockSize, Odds odds) {
    static Ahead withoutBlocks(Odds odds) {
      return new Ahead(0, 0, odds);
    }
  }

  /**
   * What is known of the next place; the same however often it is asked.
   *
   * @param index of the place in the list, from 0
   * @param counts places of each arm before it, in the order of the arms
   * @return empty if the list has no place left, and nothing is to follow
   */
  Optional<Ahead> ahead(int index, List<Integer> counts);
}
