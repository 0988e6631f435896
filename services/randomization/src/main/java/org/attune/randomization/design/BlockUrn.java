package org.attune.randomization.design;

import java.util.List;

/**
 * Block urn: like a permuted block, but the places of one whole balanced set go back into the urn
 * as soon as that set has been used, so that the last places of a block cannot be known.
 *
 * <p>With ratio parts {@code w}, their sum {@code W}, {@code L = blockSize / W} and {@code k} whole
 * sets used so far, arm {@code i} follows with probability {@code (w_i (L + k) - N_i) / (W (L + k)
 * - n)}.
 *
 * <p>Source: Zhao and Weng 2011, Contemporary Clinical Trials 32:953-961, section 2, equation 1.
 *
 * @param blockSize places in the urn; a multiple of the sum of the ratio
 */
public record BlockUrn(Ratio ratio, int blockSize) implements Design {
  /**
   * @throws UnusableDesignException if the ratio does not divide the block
   */
  public BlockUrn {
    Blocks.check(ratio, blockSize);
  }

  @Override
  public Odds next(List<Integer> counts) {
    int sets = Integer.MAX_VALUE;
    for (int i = 0; i < counts.size(); i++) {
      sets = Math.min(sets, counts.get(i) / ratio.parts().get(i));
    }
    long held = (long) blockSize / ratio.sum() + sets;
    var left = new long[counts.size()];
    for (int i = 0; i < left.length; i++) left[i] = ratio.parts().get(i) * held - counts.get(i);
    return Odds.of(left);
  }
}
