package org.attune.protocol.model;

import java.time.Period;
import java.util.Optional;

/**
 * A condition participants are randomized to.
 *
 * @param ratio share in the allocation ratio; at least 1
 * @param intervention programme of this arm, by id; empty for a control without one
 * @param groups how its sessions are held in groups; empty when self-guided
 * @param crossesTo programme that opens to this arm later; empty for none
 */
public record Arm(
    String id,
    int ratio,
    Optional<String> intervention,
    Optional<Groups> groups,
    Optional<CrossOver> crossesTo) {
  /**
   * @param sizeFrom fewest people in a group
   * @param sizeTo most people in a group
   * @param startWithin longest wait for a group to fill
   * @param whenShort {@code start} or {@code join-next}
   */
  public record Groups(int sizeFrom, int sizeTo, Period startWithin, String whenShort) {}

  /**
   * @param programme programme that opens, by id
   * @param after assessment whose window must have closed, by id
   */
  public record CrossOver(String programme, String after) {}
}
