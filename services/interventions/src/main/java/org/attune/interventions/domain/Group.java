package org.attune.interventions.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.attune.interventions.domain.GroupEvent.GroupOpened;

/**
 * A group of one arm at one site.
 *
 * <pre>
 *   nothing --GroupOpened--&gt; Gathering --GroupStarted--&gt; Started
 *                            GroupPostponed: stays       FacilitatorAssigned: stays
 *                            FacilitatorAssigned: stays
 *                            GroupDissolved --&gt; Dissolved
 *   MeetingArranged: stays, of a group that gathers or has started
 * </pre>
 *
 * @param version protocol version whose rules it follows
 * @param sizeFrom fewest people it is meant to have
 * @param sizeTo most people it takes
 * @param startsBy when it is decided whether it starts with whoever is there
 * @param postponed true if that was put off once; it is never put off again
 * @param firstDay first day of its programme at its site; empty before it starts
 * @param facilitator who leads it, by staff id
 */
public record Group(
    UUID id,
    String site,
    String arm,
    String programme,
    int version,
    int sizeFrom,
    int sizeTo,
    Instant startsBy,
    boolean postponed,
    Optional<LocalDate> firstDay,
    boolean dissolved,
    Optional<String> facilitator) {
  static Group opened(GroupOpened e) {
    return new Group(
        e.groupId(),
        e.site(),
        e.arm(),
        e.programme(),
        e.protocolVersion(),
        e.sizeFrom(),
        e.sizeTo(),
        e.startsBy(),
        false,
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Whether it waits for people. */
  public boolean isGathering() {
    return firstDay.isEmpty() && !dissolved;
  }

  Group postpone(Instant until) {
    return with(until, true, firstDay, dissolved, facilitator);
  }

  Group start(LocalDate day) {
    return with(startsBy, postponed, Optional.of(day), dissolved, facilitator);
  }

  Group dissolve() {
    return with(startsBy, postponed, firstDay, true, facilitator);
  }

  Group lead(String by) {
    return with(startsBy, postponed, firstDay, dissolved, Optional.of(by));
  }

  private Group with(
      Instant newStartsBy,
      boolean newPostponed,
      Optional<LocalDate> newFirstDay,
      boolean newDissolved,
      Optional<String> newFacilitator) {
    return new Group(
        id,
        site,
        arm,
        programme,
        version,
        sizeFrom,
        sizeTo,
        newStartsBy,
        newPostponed,
        newFirstDay,
        newDissolved,
        newFacilitator);
  }
}
