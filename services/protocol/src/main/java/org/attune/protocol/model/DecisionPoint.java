package org.attune.protocol.model;

import java.time.Duration;
import java.util.Map;

/**
 * An occasion on which a prompt's answer may be followed by a randomized option.
 *
 * @param at EMA schedule whose answers are decision points, by id
 * @param available CEL that decides availability, a boolean
 * @param options option to probability; they sum to 1
 * @param proximal outcome that the option is meant to move
 */
public record DecisionPoint(
    String id, String at, String available, Map<String, Double> options, Proximal proximal) {
  /**
   * @param item name of the item in expressions, for example {@code momentary.distress}
   * @param at {@code next-prompt}
   * @param within longest wait for it
   */
  public record Proximal(String item, String at, Duration within) {}
}
