package org.attune.randomization.engine;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything but the seed that decides the allocation list of a study. Committed to when the study
 * opens, revealed with the seed.
 *
 * @param study slug
 * @param version of the protocol that was in force when the study opened, from 1
 * @param method {@code permuted-blocks} or {@code stratified-blocks}
 * @param arms 2 to {@value #ARMS_MAX}, in the order of the protocol
 * @param blockSizes candidates, each a multiple of the sum of the ratios; a size that stands twice
 *     is drawn twice as often
 * @param strata in the order of the protocol; empty for {@code permuted-blocks}
 * @param engineVersion version of the rules in this package that make the list
 */
public record AllocationConfiguration(
    String study,
    int version,
    String method,
    List<ArmShare> arms,
    List<Integer> blockSizes,
    List<Factor> strata,
    String engineVersion) {
  /** Version of the rules in this package; a change of any draw is another version. */
  public static final String ENGINE_VERSION = "blocks-1";

  public static final int ARMS_MAX = 32;
  public static final int BLOCK_SIZE_MAX = 10_000;

  /** What joins the levels of a stratum; no level contains it. */
  static final String LEVEL_SEPARATOR = "|";

  /**
   * An arm and its share.
   *
   * @param ratio places in the smallest balanced block; at least 1
   */
  public record ArmShare(String id, int ratio) {}

  /**
   * A factor of stratification.
   *
   * @param levels declared levels; empty for sites, which an amendment may add to
   */
  public record Factor(String id, List<String> levels) {
    public Factor {
      levels = List.copyOf(levels);
    }
  }

  /**
   * @throws IllegalArgumentException if no list can be made of it
   */
  public AllocationConfiguration {
    arms = List.copyOf(arms);
    blockSizes = List.copyOf(blockSizes);
    strata = List.copyOf(strata);
    check(arms.size() >= 2 && arms.size() <= ARMS_MAX, "2 to " + ARMS_MAX + " arms");
    check(arms.stream().allMatch(arm -> arm.ratio() >= 1), "ratios of at least 1");
    check(arms.stream().map(ArmShare::id).distinct().count() == arms.size(), "different arms");
    int sum = arms.stream().mapToInt(ArmShare::ratio).sum();
    check(!blockSizes.isEmpty(), "block sizes");
    check(
        blockSizes.stream().allMatch(s -> s >= sum && s <= BLOCK_SIZE_MAX && s % sum == 0),
        "block sizes that are multiples of " + sum + " up to " + BLOCK_SIZE_MAX);
    check(
        strata.stream()
            .flatMap(factor -> factor.levels().stream())
            .noneMatch(level -> level.contains(LEVEL_SEPARATOR)),
        "levels without " + LEVEL_SEPARATOR);
    switch (method) {
      case "permuted-blocks" -> check(strata.isEmpty(), "no strata with permuted-blocks");
      case "stratified-blocks" -> check(!strata.isEmpty(), "strata with stratified-blocks");
      default -> check(false, "permuted-blocks or stratified-blocks, not " + method);
    }
  }

  private static void check(boolean holds, String needed) {
    if (!holds) throw new IllegalArgumentException("a configuration needs " + needed);
  }

  /** Places that one balanced block has at least. */
  public int ratioSum() {
    return arms.stream().mapToInt(ArmShare::ratio).sum();
  }

  /**
   * The stratum of a participant: levels joined by a vertical bar; empty without strata.
   *
   * @param levels one per factor, in their order
   * @throws IllegalArgumentException if a level is not one of its factor
   */
  public String stratum(List<String> levels) {
    check(levels.size() == strata.size(), strata.size() + " levels, one per factor");
    for (int i = 0; i < levels.size(); i++) {
      var factor = strata.get(i);
      var level = levels.get(i);
      check(!level.contains(LEVEL_SEPARATOR), "levels without " + LEVEL_SEPARATOR);
      check(
          factor.levels().isEmpty() || factor.levels().contains(level),
          "declared levels of " + factor.id());
    }
    return String.join(LEVEL_SEPARATOR, levels);
  }

  /** The levels of a stratum, one per factor, in their order. */
  public static List<String> levels(String stratum) {
    return List.of(stratum.split(Pattern.quote(LEVEL_SEPARATOR), -1));
  }
}
