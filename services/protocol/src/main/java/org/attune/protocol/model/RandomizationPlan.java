package org.attune.protocol.model;

import java.util.List;
import java.util.Optional;

/**
 * How arms are allocated.
 *
 * @param method {@code permuted-blocks}, {@code stratified-blocks}, … as the authoring guide lists
 * @param blockSizes candidate block sizes, each a multiple of the sum of the ratios; empty for
 *     methods without blocks
 * @param strata factors in order; empty for none
 * @param when CEL, a boolean over facts; allocation happens by itself when it becomes true
 */
public record RandomizationPlan(
    String method, List<Integer> blockSizes, List<Stratum> strata, String when) {
  /**
   * @param id factor name
   * @param from {@code site} or CEL over facts, a string
   * @param levels declared levels; empty for {@code site}: the sites' ids
   * @param unknown level used when {@code from} cannot be known; empty: allocation is refused
   */
  public record Stratum(String id, String from, List<String> levels, Optional<String> unknown) {}
}
