package org.attune.randomization.design;

import java.util.List;

/**
 * Permuted blocks of one size: every order of a block has the same probability, so that an arm with
 * {@code r} of {@code n} places left in its block follows with probability {@code r/n}.
 *
 * <p>Source: Matts and Lachin 1988, Controlled Clinical Trials 9:327-344, section 2.
 *
 * @param blockSize places; a multiple of the sum of the ratio
 */
public record PermutedBlocks(Ratio ratio, int blockSize) implements Design {
  /**
   * @throws UnusableDesignException if the ratio does not divide the block
   */
  public PermutedBlocks {
    Blocks.check(ratio, blockSize);
  }

  @Override
  public Odds next(List<Integer> counts) {
    int share = blockSize / ratio.sum();
    int blocks = Design.total(counts) / blockSize;
    var left = new long[counts.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = (long) ratio.parts().get(i) * share * (blocks + 1) - counts.get(i);
    }
    return Odds.of(left);
  }
}
