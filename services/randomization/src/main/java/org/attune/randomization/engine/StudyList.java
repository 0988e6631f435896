package org.attune.randomization.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The allocations of a study, one after another, as a function of seed, configuration and the
 * strata of those who came, in their order. Not for several threads.
 *
 * <p>Every stratum has a list of its own; with minimisation the study has one. Where clusters are
 * allocated, the study has one list of clusters, in the order in which each had its first
 * participant, and whoever comes later to a cluster has its arm, by the same draw.
 */
public final class StudyList {
  private final byte[] seed;
  private final AllocationConfiguration configuration;
  private final Optional<MinimisedList> minimised;
  private final Map<String, StratumList> lists = new HashMap<>();
  private final Map<String, Allocation> clusters = new HashMap<>();
  private int made;

  /**
   * @param seed {@value Draw#SEED_BYTES} bytes
   * @throws IllegalArgumentException if it is no seed
   */
  public StudyList(byte[] seed, AllocationConfiguration configuration) {
    this.seed = seed.clone();
    this.configuration = configuration;
    minimised =
        configuration.isMinimised()
            ? Optional.of(new MinimisedList(seed, configuration))
            : Optional.empty();
  }

  /** Allocations so far. */
  public int made() {
    return made;
  }

  /**
   * The allocation of the participant who comes next.
   *
   * @param stratum levels joined by a vertical bar, as {@link AllocationConfiguration#stratum} does
   * @return empty, and nothing is used up, if the list has no place left and is to be waited for
   */
  public Optional<Allocation> next(String stratum) {
    var allocation = minimised.map(list -> list.next(stratum)).or(() -> listed(stratum));
    if (allocation.isPresent()) made++;
    return allocation;
  }

  private Optional<Allocation> listed(String stratum) {
    if (configuration.cluster().isEmpty()) return list(stratum).next(stratum);
    var before = Optional.ofNullable(clusters.get(stratum));
    var now =
        before.isPresent()
            ? before.map(allocation -> allocation.at(allocation.index() + 1))
            : list("").next(stratum).map(allocation -> allocation.at(0));
    now.ifPresent(allocation -> clusters.put(stratum, allocation));
    return now;
  }

  private StratumList list(String scope) {
    return lists.computeIfAbsent(scope, key -> new StratumList(seed, configuration, key));
  }
}
