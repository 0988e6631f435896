package org.attune.interventions.domain;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.interventions.domain.GroupEvent.MeetingArranged;

/**
 * What was arranged about the meetings of one group.
 *
 * @param bySession without those sessions that nothing was arranged about
 */
public record Meetings(SortedMap<String, Meeting> bySession) {
  /**
   * The meetings of a group.
   *
   * @param site where the group is
   */
  public record OfGroup(String site, Meetings meetings) {}

  /** Nothing was arranged. */
  public static final Meetings NONE = new Meetings(Collections.emptySortedMap());

  /** What was arranged about one session. */
  public Optional<Meeting> of(String session) {
    return Optional.ofNullable(bySession.get(session));
  }

  /**
   * Day of a session at the group's site: the one it was moved to, else that of the protocol.
   *
   * @param unlocks the session's offset from {@code firstDay}
   */
  public LocalDate heldOn(LocalDate firstDay, String session, Period unlocks) {
    return of(session).flatMap(Meeting::movedTo).orElseGet(() -> firstDay.plus(unlocks));
  }

  Meetings arrange(MeetingArranged event) {
    int revision = of(event.session()).map(Meeting::revision).orElse(0) + 1;
    var more = new TreeMap<>(bySession);
    more.put(
        event.session(),
        new Meeting(
            event.movedTo(),
            LocalTime.parse(event.begins()),
            event.minutes(),
            event.place(),
            event.link(),
            revision));
    return new Meetings(more);
  }
}
