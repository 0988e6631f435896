package org.attune.randomization.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.randomization.design.Odds;
import org.attune.randomization.design.Ratio;

/**
 * Permuted blocks of random sizes.
 *
 * <p>Block {@code b} has the size that draw {@code (block-size, stratum, b)} picks from the
 * configured ones, each with the same probability, and holds the arms in their ratio. A place is
 * drawn without replacement from what is left of its block: an arm with {@code r} of {@code n}
 * places left has probability {@code r/n}, so that every order of a block is equally probable.
 * After every whole block the arms stand exactly in their ratio.
 *
 * <p>Source: Matts and Lachin 1988, Controlled Clinical Trials 9:327-344, for permuted blocks;
 * random sizes against prediction, ICH E9 section 2.3.2.
 */
final class RandomBlocks implements Course {
  private final Draws draws;
  private final String stratum;
  private final Ratio ratio;
  private final List<Integer> sizes;
  private int blockNumber = -1;
  private int blockSize;

  /** Index of the first place behind the block. */
  private int end;

  /**
   * @param sizes candidates, each a multiple of the sum of the ratio
   */
  RandomBlocks(Draws draws, String stratum, Ratio ratio, List<Integer> sizes) {
    this.draws = draws;
    this.stratum = stratum;
    this.ratio = ratio;
    this.sizes = List.copyOf(sizes);
  }

  @Override
  public Optional<Ahead> ahead(int index, List<Integer> counts) {
    while (index >= end) begin();
    int sets = end / ratio.sum();
    var left = new ArrayList<BigInteger>(counts.size());
    for (int arm = 0; arm < counts.size(); arm++) {
      left.add(BigInteger.valueOf((long) ratio.parts().get(arm) * sets - counts.get(arm)));
    }
    return Optional.of(new Ahead(blockNumber, blockSize, new Odds(left)));
  }

  private void begin() {
    blockNumber++;
    var draw = draws.of(Draw.BLOCK_SIZE, stratum, blockNumber, BigInteger.valueOf(sizes.size()));
    blockSize = sizes.get(draw.outcome().intValueExact());
    end += blockSize;
  }
}
