package org.attune.randomization.compare;

import java.util.Arrays;

/**
 * Permuted blocks: what is left of each list's block is drawn from without replacement, and a block
 * that is used up is followed by one whose size is drawn.
 */
final class BlockAllocator implements Allocator {
  private final int[] lists;
  private final int[] parts;
  private final int[] sets;
  private final int partsSum;

  /** Places of the block that are left, by list and arm, and their sum by list. */
  private final int[][] left;

  private final int[] leftSum;

  /**
   * @param lists by kind of people, numbers from 0
   */
  BlockAllocator(Scheme.InBlocks scheme, int[] lists) {
    this.lists = lists;
    parts = scheme.ratio().parts().stream().mapToInt(Integer::intValue).toArray();
    partsSum = scheme.ratio().sum();
    sets = scheme.sizes().stream().mapToInt(size -> size / partsSum).toArray();
    int count = 1 + Arrays.stream(lists).max().orElse(0);
    left = new int[count][parts.length];
    leftSum = new int[count];
  }

  @Override
  public void begin() {
    Arrays.fill(leftSum, 0);
  }

  @Override
  public int next(int kind, Draws draws) {
    int list = lists[kind];
    var places = left[list];
    if (leftSum[list] == 0) {
      int chosen = sets[(int) draws.below(sets.length)];
      for (int arm = 0; arm < parts.length; arm++) places[arm] = parts[arm] * chosen;
      leftSum[list] = partsSum * chosen;
    }
    long place = draws.below(leftSum[list]--);
    int arm = 0;
    while (place >= places[arm]) place -= places[arm++];
    places[arm]--;
    return arm;
  }
}
