package org.attune.protocol.amendment;

import java.util.List;

/**
 * To whom a change of one area comes, and how.
 *
 * @param who in the order of {@link Who}; never empty
 */
public record Effect(Area area, List<Who> who, How how) {
  static Effect of(Area area, How how, Who... who) {
    return new Effect(area, List.of(who), how);
  }

  Effect in(Area other) {
    return new Effect(other, who, how);
  }
}
