package org.attune.randomization.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.randomization.domain.RandomizationEvent.StratumLevel;

/**
 * How many participants were allocated: in all, per stratum and per level of a factor, each by arm.
 * A stratum is the levels of all factors together, as they were at the allocation.
 */
public final class Balance {
  /**
   * One allocation.
   *
   * @param levels one per factor, in their order; empty for a method without factors
   */
  public record Placed(String arm, List<StratumLevel> levels) {}

  /**
   * How many share some levels.
   *
   * @param levels what they share; empty for everybody
   * @param byArm allocations by arm, an arm without any among them
   */
  public record Cell(List<StratumLevel> levels, SortedMap<String, Integer> byArm) {
    /** Allocations to all arms. */
    public int total() {
      return byArm.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final List<String> arms;
  private final List<Placed> placed;

  /**
   * @param arms ids of all arms
   * @param placed in any order
   */
  public Balance(List<String> arms, List<Placed> placed) {
    this.arms = List.copyOf(arms);
    this.placed = List.copyOf(placed);
  }

  /** Everybody. */
  public Cell whole() {
    var cells = new Cells();
    cells.cell(List.of());
    for (var one : placed) cells.add(List.of(), one.arm());
    return cells.sorted().getFirst();
  }

  /** The strata that hold somebody, by their levels. */
  public List<Cell> strata() {
    var cells = new Cells();
    for (var one : placed) {
      if (!one.levels().isEmpty()) cells.add(one.levels(), one.arm());
    }
    return cells.sorted();
  }

  /** The levels of single factors that hold somebody, by factor and level. */
  public List<Cell> levels() {
    var cells = new Cells();
    for (var one : placed) {
      for (var level : one.levels()) cells.add(List.of(level), one.arm());
    }
    return cells.sorted();
  }

  /** Counts by what is shared, sorted by the text of it. */
  private final class Cells {
    private final SortedMap<String, Cell> byText = new TreeMap<>();

    private Cell cell(List<StratumLevel> levels) {
      return byText.computeIfAbsent(
          text(levels),
          _ -> {
            var none = new TreeMap<String, Integer>();
            for (var arm : arms) none.put(arm, 0);
            return new Cell(levels, none);
          });
    }

    private void add(List<StratumLevel> levels, String arm) {
      cell(levels).byArm().merge(arm, 1, Integer::sum);
    }

    private List<Cell> sorted() {
      return new ArrayList<>(byText.values());
    }
  }

  private static String text(List<StratumLevel> levels) {
    var text = new StringBuilder();
    for (var level : levels) {
      text.append(level.factor()).append('\n').append(level.level()).append('\n');
    }
    return text.toString();
  }
}
