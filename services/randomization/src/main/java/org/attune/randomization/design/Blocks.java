package org.attune.randomization.design;

/** What blocks of every kind need. */
final class Blocks {
  static final int BLOCK_SIZE_MAX = 10_000;

  private Blocks() {}

  static void check(Ratio ratio, int blockSize) {
    if (blockSize < 1 || blockSize > BLOCK_SIZE_MAX || blockSize % ratio.sum() != 0) {
      throw new UnusableDesignException(
          "A block of %d cannot hold the ratio %s: its size is a multiple of %d, up to %d."
              .formatted(blockSize, ratio, ratio.sum(), BLOCK_SIZE_MAX));
    }
  }
}
