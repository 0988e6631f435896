package org.attune.randomization.engine;

import java.math.BigInteger;
import java.util.List;

/**
 * One place of a list.
 *
 * @param arm id of the arm
 * @param index position in its scope, from 0: in the stratum, in the cluster, or with minimisation
 *     in the study
 * @param blockNumber block within the list, from 0; 0 for methods without blocks
 * @param blockSize places in that block; 0 for methods without blocks
 * @param chances per arm, in the order of the configuration, before this draw
 * @param draw what decided, lower-case hex
 * @param attempt how many draws were rejected before
 */
public record Allocation(
    String arm,
    int index,
    int blockNumber,
    int blockSize,
    List<Chance> chances,
    String draw,
    int attempt) {
  /**
   * What was before a draw: {@code numerator / denominator} is the exact probability of the arm.
   *
   * @param count allocations to the arm before: in the stratum, among the clusters, or with
   *     minimisation in the study
   * @param numerator of permuted blocks, places left to the arm in the block
   * @param denominator of permuted blocks, places left in the block
   */
  public record Chance(String arm, int count, BigInteger numerator, BigInteger denominator) {}

  public Allocation {
    chances = List.copyOf(chances);
  }

  /** The same at another index. */
  Allocation at(int other) {
    return new Allocation(arm, other, blockNumber, blockSize, chances, draw, attempt);
  }
}
