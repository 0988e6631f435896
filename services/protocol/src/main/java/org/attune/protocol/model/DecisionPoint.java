package org.attune.protocol.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An occasion on which a prompt's answer may be followed by a randomized option.
 *
 * @param at EMA schedule whose prompts are decision points, for example {@code ema.daily}
 * @param available CEL that decides availability, a boolean
 * @param options option to its probability, where that is a number
 * @param formulas option to its probability, where that is CEL that gives a number, or {@link
 *     #REST}; an option is in one of the two
 * @param bounds within which every probability has to lie; empty: anywhere inside (0, 1)
 * @param fallback option to probability when its formulas cannot be used; empty if there are none
 * @param shows what the participant is shown of an option; options may be without
 * @param proximal outcome that the option is meant to move
 */
public record DecisionPoint(
    String id,
    String at,
    String available,
    Map<String, Double> options,
    Map<String, String> formulas,
    Optional<Bounds> bounds,
    Map<String, Double> fallback,
    Map<String, Shown> shows,
    Proximal proximal) {
  /** The option of doing nothing, which the others are compared with. */
  public static final String NONE = "none";

  /** The probability that is left by the other options. */
  public static final String REST = "rest";

  /**
   * @param low least probability, above 0
   * @param high greatest probability, below 1
   */
  public record Bounds(double low, double high) {}

  /** An option as the participant meets it. */
  public record Shown(LocalizedText title, LocalizedText text) {}

  /**
   * @param item name of the item in expressions, for example {@code momentary.distress}
   * @param at {@code next-prompt}
   * @param within longest wait for it, from the decision
   */
  public record Proximal(String item, String at, Duration within) {}

  /** The names of all options, sorted. */
  public SortedSet<String> names() {
    var names = new TreeSet<>(options.keySet());
    names.addAll(formulas.keySet());
    return names;
  }

  /** The schedule, by its id. */
  public String schedule() {
    return at.replaceFirst("^ema\\.", "");
  }
}
