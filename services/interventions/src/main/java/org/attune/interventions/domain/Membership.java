package org.attune.interventions.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.InterventionsEvent.GroupJoined;
import org.attune.interventions.domain.InterventionsEvent.GroupLeavingReason;
import org.attune.interventions.domain.InterventionsEvent.GroupLeft;

/**
 * The group of one participant, one at a time.
 *
 * @param leftAt when the participant left it; empty while in it
 */
public record Membership(UUID group, Instant joinedAt, Optional<Instant> leftAt) {
  /**
   * The membership after {@code history}, oldest event first; empty for whoever was in no group.
   *
   * @throws IllegalStateException if somebody is in two groups, or leaves one without being in it:
   *     the history is corrupt
   */
  public static Optional<Membership> after(List<InterventionsEvent> history) {
    Optional<Membership> known = Optional.empty();
    for (var event : history) {
      if (event instanceof GroupJoined e) known = Optional.of(join(known, e));
      if (event instanceof GroupLeft e) known = Optional.of(leave(known, e));
    }
    return known;
  }

  private static Membership join(Optional<Membership> known, GroupJoined event) {
    if (known.filter(Membership::isIn).isPresent()) {
      throw new IllegalStateException("in two groups");
    }
    return new Membership(event.groupId(), event.at(), Optional.empty());
  }

  private static Membership leave(Optional<Membership> known, GroupLeft event) {
    var in =
        known
            .filter(m -> m.isIn() && m.group().equals(event.groupId()))
            .orElseThrow(() -> new IllegalStateException("left a group without being in it"));
    return new Membership(in.group(), in.joinedAt(), Optional.of(event.at()));
  }

  public boolean isIn() {
    return leftAt.isEmpty();
  }

  /** What leaving the intervention does; empty for whoever left the group already. */
  public Optional<GroupLeft> leave(CourseRules.Owner owner, Instant now) {
    return isIn()
        ? Optional.of(GroupRules.leave(owner, group, GroupLeavingReason.LEFT, now))
        : Optional.empty();
  }
}
