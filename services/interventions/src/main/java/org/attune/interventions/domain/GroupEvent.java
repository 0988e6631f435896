package org.attune.interventions.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened with the groups of a study, in the order it happened. Names and components are
 * those of {@code schemas/avro/interventions}, which documents them; all are restricted.
 */
public sealed interface GroupEvent {
  String study();

  /** Study time of the decision. */
  Instant at();

  /** A group of one arm at one site begins to gather people. */
  record GroupOpened(
      String study,
      UUID groupId,
      String site,
      String arm,
      String programme,
      int protocolVersion,
      int sizeFrom,
      int sizeTo,
      Instant startsBy,
      Instant at)
      implements GroupEvent {}

  /** Too small at its time; its people wait for those of the next. */
  record GroupPostponed(String study, UUID groupId, Instant startsBy, Instant at)
      implements GroupEvent {}

  /** The group's programme begins. */
  record GroupStarted(
      String study, UUID groupId, LocalDate firstDay, int people, boolean belowMinimum, Instant at)
      implements GroupEvent {}

  /** Ended before it started. */
  record GroupDissolved(String study, UUID groupId, Instant at) implements GroupEvent {}

  /** A member of staff may lead groups of a site. */
  record FacilitatorNamed(
      String study, String facilitatorId, String site, String namedBy, Instant at)
      implements GroupEvent {}

  /** A facilitator leads the group from now on. */
  record FacilitatorAssigned(
      String study, UUID groupId, String facilitatorId, String assignedBy, Instant at)
      implements GroupEvent {}

  /** When and where the group holds a session, in place of what was arranged about it before. */
  record MeetingArranged(
      String study,
      UUID groupId,
      String session,
      Optional<LocalDate> movedTo,
      String begins,
      int minutes,
      Optional<String> place,
      Optional<String> link,
      String arrangedBy,
      Instant at)
      implements GroupEvent {}
}
