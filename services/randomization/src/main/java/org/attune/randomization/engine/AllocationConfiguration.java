package org.attune.randomization.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.attune.randomization.design.UnusableDesignException;

/**
 * Everything but the seed that decides the allocations of a study. Committed to when the study
 * opens, revealed with the seed.
 *
 * @param study slug
 * @param version of the protocol that was in force when the study opened, from 1
 * @param method as the authoring guide names it
 * @param arms 2 to {@value #ARMS_MAX}, in the order of the protocol
 * @param blockSizes candidates, each a multiple of the sum of the ratios; a size that stands twice
 *     is drawn twice as often; empty for methods without blocks
 * @param strata in the order of the protocol; empty for one list
 * @param settings what the method needs besides, as it was written, by its key in {@code
 *     study.yaml}
 * @param list places of an uploaded list, in order; empty for other methods
 * @param cluster the factor whose levels are allocated as one; empty: every participant alone
 * @param engineVersion version of the rules in this package that make the list
 */
public record AllocationConfiguration(
    String study,
    int version,
    String method,
    List<ArmShare> arms,
    List<Integer> blockSizes,
    List<Factor> strata,
    Map<String, String> settings,
    List<ListedPlace> list,
    Optional<String> cluster,
    String engineVersion) {
  /** The rules of permuted blocks; a change of any draw is another version. */
  public static final String BLOCKS_ENGINE = "blocks-1";

  /** The rules of all other methods. */
  public static final String DESIGNS_ENGINE = "designs-1";

  public static final int ARMS_MAX = 32;
  public static final int BLOCK_SIZE_MAX = 10_000;

  /** What joins the levels of a stratum; no level contains it. */
  static final String LEVEL_SEPARATOR = "|";

  /** Weight of a factor that says none. */
  static final int WEIGHT = 1;

  private static final byte[] ANY_SEED = new byte[Draw.SEED_BYTES];

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
   * @param weight in minimisation
   */
  public record Factor(String id, List<String> levels, int weight) {
    public Factor {
      levels = List.copyOf(levels);
    }

    /** A factor that counts as every other. */
    public Factor(String id, List<String> levels) {
      this(id, levels, WEIGHT);
    }
  }

  /**
   * @throws IllegalArgumentException if no list can be made of it
   */
  public AllocationConfiguration {
    arms = List.copyOf(arms);
    blockSizes = List.copyOf(blockSizes);
    strata = List.copyOf(strata);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    list = List.copyOf(list);
  }

  /** Permuted blocks: the configuration of a method that needs nothing besides. */
  public static AllocationConfiguration ofBlocks(
      String study,
      int version,
      String method,
      List<ArmShare> arms,
      List<Integer> blockSizes,
      List<Factor> strata) {
    return new AllocationConfiguration(
            study,
            version,
            method,
            arms,
            blockSizes,
            strata,
            Map.of(),
            List.of(),
            Optional.empty(),
            BLOCKS_ENGINE)
        .checked();
  }

  /** The version of the rules that a method goes by. */
  public static String engine(String method, Optional<String> cluster) {
    return Methods.isInBlocks(method) && cluster.isEmpty() ? BLOCKS_ENGINE : DESIGNS_ENGINE;
  }

  /**
   * This, if a list can be made of it.
   *
   * @throws IllegalArgumentException if none can; the message says what it needs
   */
  public AllocationConfiguration checked() {
    check(arms.size() >= 2 && arms.size() <= ARMS_MAX, "2 to " + ARMS_MAX + " arms");
    check(arms.stream().allMatch(arm -> arm.ratio() >= 1), "ratios of at least 1");
    check(arms.stream().map(ArmShare::id).distinct().count() == arms.size(), "different arms");
    check(
        strata.stream()
            .flatMap(factor -> factor.levels().stream())
            .noneMatch(level -> level.contains(LEVEL_SEPARATOR)),
        "levels without " + LEVEL_SEPARATOR);
    check(engineVersion.equals(engine(method, cluster)), "engine " + engine(method, cluster));
    checkMethod();
    return this;
  }

  private void checkMethod() {
    if (Methods.isInBlocks(method)) checkBlocks();
    boolean needs = method.equals("stratified-blocks") || isMinimised();
    check(!needs || !strata.isEmpty(), "strata with " + method);
    boolean ignores = method.equals("permuted-blocks") || method.equals("simple");
    check(!ignores || strata.isEmpty() || cluster.isPresent(), "no strata with " + method);
    check(
        cluster.isEmpty()
            || strata.stream().map(Factor::id).toList().equals(List.of(cluster.get())),
        "the cluster as its only factor");
    check(cluster.isEmpty() || !needs && !method.equals(Methods.LIST), "no cluster with " + method);
    for (var place : list) {
      check(arms.stream().anyMatch(arm -> arm.id().equals(place.arm())), "known arms in its list");
      if (!place.stratum().isEmpty() || !strata.isEmpty()) stratum(levels(place.stratum()));
    }
    try {
      if (isMinimised()) Methods.minimisation(this);
      else Methods.course(this, new Draws(ANY_SEED), "");
    } catch (UnusableDesignException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void checkBlocks() {
    int sum = ratioSum();
    check(!blockSizes.isEmpty(), "block sizes");
    check(
        blockSizes.stream().allMatch(s -> s >= sum && s <= BLOCK_SIZE_MAX && s % sum == 0),
        "block sizes that are multiples of " + sum + " up to " + BLOCK_SIZE_MAX);
  }

  private static void check(boolean holds, String needed) {
    if (!holds) throw new IllegalArgumentException("a configuration needs " + needed);
  }

  /** The same with these places of an uploaded list. */
  public AllocationConfiguration listing(List<ListedPlace> places) {
    return new AllocationConfiguration(
            study,
            version,
            method,
            arms,
            blockSizes,
            strata,
            settings,
            places,
            cluster,
            engineVersion)
        .checked();
  }

  /** True if places come from an uploaded list. */
  public boolean isListed() {
    return method.equals(Methods.LIST);
  }

  /** True if an allocation depends on who came before, and not on its own list alone. */
  public boolean isMinimised() {
    return method.equals(Methods.MINIMISATION);
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

  /**
   * What indexes count within: the stratum that is locked, or the whole study.
   *
   * @param method as above
   * @param stratum levels joined by a vertical bar
   */
  public static String scope(String method, String stratum) {
    return method.equals(Methods.MINIMISATION) ? "" : stratum;
  }
}
