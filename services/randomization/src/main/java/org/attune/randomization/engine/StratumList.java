package org.attune.randomization.engine;

import java.util.ArrayList;
import java.util.List;
import org.attune.randomization.engine.Allocation.Chance;

/**
 * The allocation list of one stratum, from its beginning: permuted blocks of random sizes.
 *
 * <p>Block {@code b} has the size that draw {@code (block-size, stratum, b)} picks from the
 * configured ones, each with the same probability, and holds the arms in their ratio. The place at
 * index {@code i} is drawn without replacement from what is left of its block by draw {@code
 * (allocation, stratum, i)}: an arm with {@code r} of {@code n} places left has probability {@code
 * r/n}, so that every order of a block is equally probable. After every whole block the arms stand
 * exactly in their ratio. The list is a function of seed, configuration and stratum.
 *
 * <p>Source: Matts and Lachin 1988, Controlled Clinical Trials 9:327-344, for permuted blocks;
 * random sizes against prediction, ICH E9 section 2.3.2.
 */
public final class StratumList {
  private final byte[] seed;
  private final AllocationConfiguration configuration;
  private final String stratum;
  private final int[] counts;
  private final int[] left;
  private int leftInBlock;
  private int blockSize;
  private int blockNumber = -1;
  private int index;

  /**
   * @param seed 32 bytes
   */
  public StratumList(byte[] seed, AllocationConfiguration configuration, String stratum) {
    this.seed = seed.clone();
    this.configuration = configuration;
    this.stratum = stratum;
    counts = new int[configuration.arms().size()];
    left = new int[counts.length];
  }

  /**
   * The place at {@code index} of a stratum's list.
   *
   * @param index from 0
   */
  public static Allocation at(
      byte[] seed, AllocationConfiguration configuration, String stratum, int index) {
    var list = new StratumList(seed, configuration, stratum);
    for (int i = 0; i < index; i++) list.next();
    return list.next();
  }

  /** The next place. */
  public Allocation next() {
    if (leftInBlock == 0) begin();
    var draw = Draw.of(seed, Draw.ALLOCATION, stratum, index, leftInBlock);
    var chances = chances();
    int arm = arm(draw.outcome());
    var allocation =
        new Allocation(
            configuration.arms().get(arm).id(),
            index,
            blockNumber,
            blockSize,
            chances,
            draw.bytes(),
            draw.attempt());
    counts[arm]++;
    left[arm]--;
    leftInBlock--;
    index++;
    return allocation;
  }

  private void begin() {
    blockNumber++;
    var sizes = configuration.blockSizes();
    var draw = Draw.of(seed, Draw.BLOCK_SIZE, stratum, blockNumber, sizes.size());
    blockSize = sizes.get(draw.outcome());
    leftInBlock = blockSize;
    int share = blockSize / configuration.ratioSum();
    for (int i = 0; i < left.length; i++) left[i] = configuration.arms().get(i).ratio() * share;
  }

  private List<Chance> chances() {
    var chances = new ArrayList<Chance>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      chances.add(new Chance(configuration.arms().get(i).id(), counts[i], left[i], leftInBlock));
    }
    return chances;
  }

  /** The arm that holds place {@code outcome} of those left, arms laid side by side. */
  private int arm(int outcome) {
    int upTo = 0;
    for (int i = 0; i < left.length; i++) {
      upTo += left[i];
      if (outcome < upTo) return i;
    }
    throw new IllegalStateException("the block holds fewer places than it says");
  }
}
