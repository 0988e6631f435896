package org.attune.randomization.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Who may come to a study: how often each combination of site and levels occurs, one independent of
 * the other.
 *
 * @param kinds at least one, no combination twice
 */
public record Intake(List<Kind> kinds) {
  /** Combinations of site and levels at most. */
  public static final int KINDS_MAX = 10_000;

  /**
   * A combination.
   *
   * @param site index from 0
   * @param levels index of the level from 0, one per factor of stratification; empty without
   * @param weight how often it occurs, beside the other weights; at least 1
   */
  public record Kind(int site, List<Integer> levels, int weight) {
    public Kind {
      levels = List.copyOf(levels);
      boolean fits = site >= 0 && weight >= 1 && levels.stream().allMatch(level -> level >= 0);
      if (!fits) throw new IllegalArgumentException("an index or a weight is out of its limits");
    }
  }

  /**
   * @throws IllegalArgumentException if there are no or too many kinds, or they differ in how many
   *     factors they have, or one stands twice
   */
  public Intake {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty() || kinds.size() > KINDS_MAX) {
      throw new IllegalArgumentException("there are 1 to " + KINDS_MAX + " kinds of people");
    }
    var seen = new HashSet<List<Integer>>();
    for (var kind : kinds) {
      var key = new ArrayList<>(kind.levels());
      key.add(kind.site());
      if (!seen.add(key) || kind.levels().size() != kinds.getFirst().levels().size()) {
        throw new IllegalArgumentException("kinds of people do not fit together");
      }
    }
  }

  /** People who are all alike: one site, no factor. */
  public static Intake alike() {
    return new Intake(List.of(new Kind(0, List.of(), 1)));
  }

  /** Sites at which somebody can come. */
  public int siteCount() {
    return 1 + kinds.stream().mapToInt(Kind::site).max().orElseThrow();
  }

  int factors() {
    return kinds.getFirst().levels().size();
  }

  /** Levels of a factor. */
  int levels(int factor) {
    return 1 + kinds.stream().mapToInt(kind -> kind.levels().get(factor)).max().orElseThrow();
  }

  /** The stratum of each kind: equal numbers from 0 for equal levels. */
  int[] strata() {
    var numbers = new LinkedHashMap<List<Integer>, Integer>();
    for (var kind : kinds) numbers.putIfAbsent(kind.levels(), numbers.size());
    return kinds.stream().mapToInt(kind -> numbers.getOrDefault(kind.levels(), 0)).toArray();
  }

  /** How many strata somebody can be in. */
  public int stratumCount() {
    return (int) kinds.stream().map(Kind::levels).distinct().count();
  }

  /** The kinds of people who come one after another, indexes from 0. */
  void draw(Draws draws, int[] people) {
    if (kinds.size() == 1) return; // all are kind 0
    var upTo = new long[kinds.size()];
    long sum = 0;
    for (int i = 0; i < upTo.length; i++) upTo[i] = sum += kinds.get(i).weight();
    for (int i = 0; i < people.length; i++) {
      long at = draws.below(sum);
      int found = Arrays.binarySearch(upTo, at);
      people[i] = found >= 0 ? found + 1 : -found - 1;
    }
  }
}
