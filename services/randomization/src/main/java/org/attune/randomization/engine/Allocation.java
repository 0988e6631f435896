package org.attune.randomization.engine;

import java.util.List;

/**
 * One place of a stratum's list.
 *
 * @param arm id of the arm
 * @param index position in the stratum, from 0
 * @param blockNumber block within the stratum, from 0
 * @param blockSize places in that block
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
   * @param count allocations to the arm in this stratum before
   * @param numerator places left to the arm in the block
   * @param denominator places left in the block
   */
  public record Chance(String arm, int count, long numerator, long denominator) {}

  public Allocation {
    chances = List.copyOf(chances);
  }
}
