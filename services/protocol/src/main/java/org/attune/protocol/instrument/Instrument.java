package org.attune.protocol.instrument;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The scoring key of a published instrument; it holds no wording.
 *
 * @param code name studies, columns and expressions use, for example {@code dass21}
 * @param name as published
 * @param version of this key, from 1; a change of scoring is a new version
 * @param items how many there are; they are numbered from 1
 * @param min least answer code
 * @param max greatest answer code
 * @param scales its scores, in the order they are exported
 * @param attachment true if {@code <code>_anxiety} and {@code <code>_avoidance} are the dimensions
 *     of adult attachment
 * @param enabled false if the key is not verified: a study must not use it
 * @param citation where it was published
 * @param licence what is known about its terms of use
 * @param verified how the key was checked
 * @param caution what is easy to get wrong; empty if nothing is
 */
public record Instrument(
    String code,
    String name,
    int version,
    int items,
    int min,
    int max,
    List<Scale> scales,
    boolean attachment,
    boolean enabled,
    String citation,
    String licence,
    String verified,
    Optional<String> caution) {
  /**
   * @throws IllegalArgumentException if the key contradicts itself; the sentence names the fault
   */
  public Instrument {
    scales = List.copyOf(scales);
    check(code, version >= 1, "has no version");
    check(code, items >= 1, "has no items");
    check(code, min < max, "has no range of answers");
    var codes = new HashSet<String>();
    for (var scale : scales) {
      check(code, codes.add(scale.code()), "has the scale " + scale.code() + " twice");
      check(code, scale.code().startsWith(code + "_"), "has a scale of another name");
      for (int item : scale.items()) check(code, hasItem(item, items), "has no item " + item);
    }
    check(
        code,
        !attachment || (codes.contains(code + "_anxiety") && codes.contains(code + "_avoidance")),
        "lacks a dimension of attachment");
  }

  /** Codes of its scores, in the order of {@link #scales}. */
  public List<String> scoreCodes() {
    return scales.stream().map(Scale::code).toList();
  }

  /** The scale of that full code, for example {@code dass21_total}. */
  public Optional<Scale> scale(String scoreCode) {
    return scales.stream().filter(scale -> scale.code().equals(scoreCode)).findFirst();
  }

  /** True if the key has an item of that number. */
  public boolean hasItem(int number) {
    return hasItem(number, items);
  }

  /** Least value {@code scale} can take. */
  public int least(Scale scale) {
    return bound(scale, min, max);
  }

  /** Greatest value {@code scale} can take. */
  public int greatest(Scale scale) {
    return bound(scale, max, min);
  }

  private static int bound(Scale scale, int added, int subtracted) {
    if (scale.method() == Scale.Method.MEAN) return added;
    int less = scale.subtracted().size();
    return scale.factor() * ((scale.items().size() - less) * added - less * subtracted);
  }

  private static boolean hasItem(int number, int items) {
    return 1 <= number && number <= items;
  }

  private static void check(String code, boolean holds, String fault) {
    if (!holds) throw new IllegalArgumentException("instrument " + code + " " + fault);
  }
}
