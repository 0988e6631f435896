package org.attune.protocol.model;

import java.util.List;
import java.util.Optional;

/**
 * How arms are allocated.
 *
 * @param method name of an {@link AllocationMethod}
 * @param blockSizes candidate block sizes, each a multiple of the sum of the ratios; empty for
 *     methods without blocks
 * @param strata factors in order; empty for none
 * @param settings what methods without blocks need to know
 * @param when CEL, a boolean over facts; allocation happens by itself when it becomes true
 */
public record RandomizationPlan(
    String method, List<Integer> blockSizes, List<Stratum> strata, Settings settings, String when) {
  /** Weight of a factor that says none. */
  public static final int WEIGHT = 1;

  /**
   * A factor of stratification, or one that minimisation balances.
   *
   * @param id factor name
   * @param from {@code site} or CEL over facts, a string
   * @param levels declared levels; empty for {@code site}: the sites' ids
   * @param unknown level used when {@code from} cannot be known; empty: allocation is refused
   * @param weight of the factor in minimisation, from {@value #WEIGHT}
   */
  public record Stratum(
      String id, String from, List<String> levels, Optional<String> unknown, int weight) {}

  /**
   * Numbers and rules as they were written; which of them a method takes, {@link AllocationMethod}
   * says.
   *
   * @param chance {@code p}: probability of the preferred arm, such as {@code 2/3} or {@code 0.8}
   * @param tolerated {@code mti}: greatest difference of places between two arms
   * @param steepness {@code a}: of the adjustable biased coin
   * @param length places of one list of the maximal procedure
   * @param imbalance {@code range}, {@code variance} or {@code standard-deviation}
   * @param exhausted {@code when-exhausted}: what happens when a list has no place left
   * @param cluster what is allocated as one: {@code site}; empty: every participant alone
   */
  public record Settings(
      Optional<String> chance,
      Optional<Integer> tolerated,
      Optional<Integer> steepness,
      Optional<Integer> length,
      Optional<String> imbalance,
      Optional<String> exhausted,
      Optional<String> cluster) {
    /** Nothing said. */
    public static final Settings NONE =
        new Settings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }
}
