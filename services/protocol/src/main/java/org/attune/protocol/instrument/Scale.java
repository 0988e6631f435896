package org.attune.protocol.instrument;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One score of an instrument and the items it is made of.
 *
 * @param code name in columns and expressions: {@code <instrument>_<subscale>}, for example {@code
 *     dass21_total_x2}; at most 32 characters
 * @param items item numbers from 1, none twice
 * @param reversed items counted as {@code min + max - answer}
 * @param subtracted items taken away instead of added; empty but for differences
 * @param method how the items are put together
 * @param factor whole number the sum is multiplied by; 1 unless the code says otherwise
 */
public record Scale(
    String code,
    List<Integer> items,
    Set<Integer> reversed,
    Set<Integer> subtracted,
    Method method,
    int factor) {
  /** How items are put together. */
  public enum Method {
    /** Items are added, then multiplied by the factor. */
    SUM,
    /** The mean of the items. */
    MEAN
  }

  /** Longest code, in characters: what the strictest statistics package can name. */
  static final int CODE_CHARACTERS_MAX = 32;

  /**
   * @throws IllegalArgumentException if the key contradicts itself; the sentence names the scale
   */
  public Scale {
    items = List.copyOf(items);
    reversed = Set.copyOf(reversed);
    subtracted = Set.copyOf(subtracted);
    check(code, !items.isEmpty(), "has no items");
    check(code, new HashSet<>(items).size() == items.size(), "has an item twice");
    check(code, items.containsAll(reversed), "reverses an item it does not have");
    check(code, items.containsAll(subtracted), "subtracts an item it does not have");
    check(code, factor >= 1, "has a factor below 1");
    check(code, method == Method.SUM || factor == 1, "multiplies a mean");
    check(code, method == Method.SUM || subtracted.isEmpty(), "subtracts within a mean");
    check(code, code.length() <= CODE_CHARACTERS_MAX, "has a code too long for a column");
  }

  /**
   * Fewest answered items that give a score: four fifths, rounded up; all of them for a difference.
   *
   * <p>The mean of the answered items stands for the rest: person-mean imputation, see <a
   * href="https://doi.org/10.1207/s15327906mbr3804_4">Sijtsma & van der Ark 2003</a>. Four fifths
   * is our convention.
   */
  public int itemsMin() {
    return subtracted.isEmpty() ? (4 * items.size() + 4) / 5 : items.size();
  }

  /**
   * Names the rule a value of this scale was made by, for example {@code
   * scs26_total:item-mean-reversed:80pct:v1}: code, what is done with the items, how many must be
   * answered, version of the key.
   */
  public String ruleId(int keyVersion) {
    var rule = new StringBuilder(code).append(':');
    if (subtracted.isEmpty()) rule.append(method == Method.SUM ? "item-sum" : "item-mean");
    else rule.append("item-difference");
    if (!reversed.isEmpty()) rule.append("-reversed");
    if (factor > 1) rule.append("-x").append(factor);
    rule.append(subtracted.isEmpty() ? ":80pct" : ":all");
    return rule.append(":v").append(keyVersion).toString();
  }

  private static void check(String code, boolean holds, String fault) {
    if (!holds) throw new IllegalArgumentException("scale " + code + " " + fault);
  }
}
