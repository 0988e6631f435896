package org.attune.standalone.synthetic;

import java.util.Map;
import java.util.TreeMap;

/** Answers to the items of a score that add up to it exactly. */
final class ItemSpread {
  /** Standard deviation of one item around the person's level, in answer steps. */
  private static final double UNEVENNESS = 0.8;

  private ItemSpread() {}

  /**
   * Answers whose score is {@code points}, unevenly spread as people's are.
   *
   * @param points from the least to the greatest of {@code grid}
   * @param shifted how far an item lies above the person's level in the score, in answer steps, by
   *     item number; the others make up for it as far as they can
   * @return item number to answer code
   */
  static Map<Integer, Integer> over(
      ScoreGrid grid, int points, Map<Integer, Double> shifted, Chance chance) {
    int n = grid.items().size();
    double level = (double) points / n;
    var turned = new int[n];
    int sum = 0;
    for (int i = 0; i < n; i++) {
      double middle = level + shifted.getOrDefault(grid.items().get(i), 0.0);
      turned[i] =
          Math.clamp(Math.round(middle + UNEVENNESS * chance.normal()), grid.min(), grid.max());
      sum += turned[i];
    }
    while (sum != points) {
      int i = chance.integer(0, n - 1);
      int step = sum < points ? 1 : -1;
      int moved = turned[i] + step;
      if (moved < grid.min() || moved > grid.max()) continue;
      boolean stays = shifted.containsKey(grid.items().get(i));
      if (stays && othersCanMove(grid, turned, shifted, step)) continue;
      turned[i] = moved;
      sum += step;
    }
    var answers = new TreeMap<Integer, Integer>();
    for (int i = 0; i < n; i++) {
      int item = grid.items().get(i);
      boolean reversed = grid.reversed().contains(item);
      answers.put(item, reversed ? grid.min() + grid.max() - turned[i] : turned[i]);
    }
    return answers;
  }

  private static boolean othersCanMove(
      ScoreGrid grid, int[] turned, Map<Integer, Double> shifted, int step) {
    for (int i = 0; i < turned.length; i++) {
      int moved = turned[i] + step;
      boolean fits = moved >= grid.min() && moved <= grid.max();
      if (fits && !shifted.containsKey(grid.items().get(i))) return true;
    }
    return false;
  }
}
