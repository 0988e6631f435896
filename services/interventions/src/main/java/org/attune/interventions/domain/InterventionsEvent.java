package org.attune.interventions.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened with a participant's programme, in the order it happened. Names and components
 * are those of {@code schemas/avro/interventions}, which documents them; all are restricted.
 */
public sealed interface InterventionsEvent {
  String study();

  UUID participantId();

  /** Study time of the decision. */
  Instant at();

  /**
   * The programme of the arm, or the one that a waiting list crosses over to, opens to the
   * participant on {@code firstDay}. Never an allocation: the arm stays what it is.
   */
  record ProgrammeStarted(
      String study,
      UUID participantId,
      String programme,
      LocalDate firstDay,
      LocalDate lastDay,
      String zone,
      int protocolVersion,
      ProgrammeAccess access,
      Instant at)
      implements InterventionsEvent {}

  /** A session or practice became available, in the variant that the rules chose. */
  record ModuleUnlocked(
      String study,
      UUID participantId,
      String programme,
      String module,
      ModuleKind kind,
      LocalDate localDate,
      Optional<String> variant,
      Instant at)
      implements InterventionsEvent {}

  /** The participant spent time with a session or practice. */
  record EngagementRecorded(
      String study,
      UUID participantId,
      UUID engagementId,
      String programme,
      String module,
      ModuleKind kind,
      Instant startedAt,
      Instant endedAt,
      int seconds,
      int completionPercent,
      Optional<Integer> rating,
      Instant receivedAt,
      Instant at)
      implements InterventionsEvent {}

  /** Terminal: the last day has passed, the participant left, or the study closed. */
  record ProgrammeEnded(
      String study,
      UUID participantId,
      String programme,
      ProgrammeEndReason reason,
      int sessionsAttended,
      int practicesDone,
      Instant at)
      implements InterventionsEvent {}

  /** The participant is in a group. */
  record GroupJoined(
      String study, UUID participantId, UUID groupId, String programme, String addedBy, Instant at)
      implements InterventionsEvent, MembershipEvent {}

  /** The participant is no longer in the group. */
  record GroupLeft(
      String study, UUID participantId, UUID groupId, GroupLeavingReason reason, Instant at)
      implements InterventionsEvent, MembershipEvent {}

  /** The facilitator stated whether the participant was at a session of the group. */
  record AttendanceRecorded(
      String study,
      UUID participantId,
      UUID groupId,
      String programme,
      String session,
      LocalDate heldOn,
      Attendance attendance,
      Optional<AbsenceReason> absenceReason,
      String recordedBy,
      Instant at)
      implements InterventionsEvent {}

  /** In which group somebody is, which may be known before the programme starts. */
  sealed interface MembershipEvent {
    Instant at();
  }

  /** By what a programme opened. */
  enum ProgrammeAccess {
    /** A value this build does not know. */
    UNKNOWN,
    /** By the allocation to an arm that has it. */
    ALLOCATED,
    /** By the end of waiting for it. */
    CROSSED_OVER
  }

  /** What a module is. */
  enum ModuleKind {
    /** A value this build does not know. */
    UNKNOWN,
    /** Held once. */
    SESSION,
    /** Done again and again. */
    PRACTICE
  }

  /** Why a programme ended. */
  enum ProgrammeEndReason {
    /** A value this build does not know. */
    UNKNOWN,
    /** Its last day has passed. */
    COMPLETED,
    /** The participant left. */
    LEFT,
    /** The study was closed. */
    STUDY_CLOSED
  }

  /** Why somebody is no longer in a group. */
  enum GroupLeavingReason {
    /** A value this build does not know. */
    UNKNOWN,
    /** The participant left the intervention or the study. */
    LEFT,
    /** The participant was moved to another group. */
    MOVED
  }

  /** Whether somebody was at a session. */
  enum Attendance {
    /** A value this build does not know. */
    UNKNOWN,
    /** The whole time. */
    PRESENT,
    /** A part of it. */
    PARTIAL,
    /** Not at all. */
    ABSENT
  }

  /** Why somebody was not at a session. */
  enum AbsenceReason {
    /** A value this build does not know. */
    UNKNOWN,
    /** Ill. */
    ILLNESS,
    /** Had to work. */
    WORK,
    /** Was needed by somebody close. */
    FAMILY,
    /** Was away. */
    TRAVEL,
    /** None of these. */
    OTHER,
    /** Did not say. */
    NOT_SAID
  }
}
