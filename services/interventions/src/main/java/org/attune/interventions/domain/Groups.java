package org.attune.interventions.domain;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.interventions.domain.GroupEvent.FacilitatorAssigned;
import org.attune.interventions.domain.GroupEvent.FacilitatorNamed;
import org.attune.interventions.domain.GroupEvent.GroupDissolved;
import org.attune.interventions.domain.GroupEvent.GroupOpened;
import org.attune.interventions.domain.GroupEvent.GroupPostponed;
import org.attune.interventions.domain.GroupEvent.GroupStarted;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;

/**
 * The groups of a study, who may lead them, and when and where they meet.
 *
 * @param groups by id
 * @param facilitators site by staff id
 * @param meetings by group, without those that nothing was arranged about
 */
public record Groups(
    SortedMap<UUID, Group> groups,
    SortedMap<String, String> facilitators,
    SortedMap<UUID, Meetings> meetings) {
  /**
   * What {@code history} implies, oldest event first.
   *
   * @throws IllegalStateException if it has an arrow that {@link Group} does not: it is corrupt
   */
  public static Groups after(List<GroupEvent> history) {
    var known = new Groups(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    for (var event : history) known.take(event);
    return known;
  }

  private void take(GroupEvent event) {
    switch (event) {
      case FacilitatorNamed e -> facilitators.put(e.facilitatorId(), e.site());
      case GroupOpened e -> groups.put(e.groupId(), Group.opened(e));
      case GroupPostponed e ->
          groups.put(e.groupId(), gathering(e.groupId()).postpone(e.startsBy()));
      case GroupStarted e -> groups.put(e.groupId(), gathering(e.groupId()).start(e.firstDay()));
      case GroupDissolved e -> groups.put(e.groupId(), gathering(e.groupId()).dissolve());
      case FacilitatorAssigned e ->
          groups.put(e.groupId(), known(e.groupId()).lead(e.facilitatorId()));
      case MeetingArranged e -> meetings.put(e.groupId(), meetings(known(e.groupId())).arrange(e));
    }
  }

  /** What was arranged about the meetings of a group. */
  public Meetings meetings(Group group) {
    return meetings.getOrDefault(group.id(), Meetings.NONE);
  }

  private Group gathering(UUID id) {
    var group = known(id);
    if (!group.isGathering()) throw new IllegalStateException("no arrow from here");
    return group;
  }

  private Group known(UUID id) {
    var group = groups.get(id);
    if (group == null) throw new IllegalStateException("no such group was opened");
    return group;
  }
}
