package org.attune.randomization.engine;

import java.math.BigInteger;

/**
 * A uniform number drawn from a seed; {@link Draws} tells how.
 *
 * @param outcome from 0 to one less than there were outcomes
 * @param bytes of the attempt that decided, lower-case hex
 * @param attempt how many draws were rejected before
 */
public record Draw(BigInteger outcome, String bytes, int attempt) {
  /** Purpose of a draw that decides an arm. */
  static final String ALLOCATION = "allocation";

  /** Purpose of a draw that decides the size of a block. */
  static final String BLOCK_SIZE = "block-size";

  /** Bytes of a seed. */
  public static final int SEED_BYTES = 32;
}
