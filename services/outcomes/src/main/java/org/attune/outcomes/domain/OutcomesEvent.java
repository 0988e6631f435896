package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened to a participant's assessments, in the order it happened. Names and components
 * are those of {@code schemas/avro/outcomes}, which documents them.
 */
public sealed interface OutcomesEvent {
  String study();

  UUID participantId();

  /** Study time of the decision. */
  Instant at();

  /** Assessments that follow from one anchor; a later plan replaces what has not opened. */
  record VisitsPlanned(
      String study,
      UUID participantId,
      String anchor,
      LocalDate anchorDate,
      String zone,
      int protocolVersion,
      List<PlannedVisit> visits,
      Instant at)
      implements OutcomesEvent {}

  /** The participant was invited to an assessment whose window is open. */
  record VisitOpened(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      String channel,
      DeliveryOutcome outcome,
      Instant at,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver)
      implements OutcomesEvent {
    /** Without more than that it was sent. */
    public VisitOpened(
        String study,
        UUID participantId,
        UUID visitId,
        String assessment,
        String channel,
        DeliveryOutcome outcome,
        Instant at) {
      this(
          study,
          participantId,
          visitId,
          assessment,
          channel,
          outcome,
          at,
          Optional.empty(),
          List.of());
    }
  }

  /**
   * The participant was reminded.
   *
   * @param reminder which one of the plan, from 1
   * @param acceptedAt when the channel took it; empty if it did not say so
   * @param passedOver channels that were tried before
   */
  record VisitReminded(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      int reminder,
      String channel,
      DeliveryOutcome outcome,
      Instant at,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver)
      implements OutcomesEvent {
    /** Without more than that it was sent. */
    public VisitReminded(
        String study,
        UUID participantId,
        UUID visitId,
        String assessment,
        int reminder,
        String channel,
        DeliveryOutcome outcome,
        Instant at) {
      this(
          study,
          participantId,
          visitId,
          assessment,
          reminder,
          channel,
          outcome,
          at,
          Optional.empty(),
          List.of());
    }
  }

  /**
   * A channel reported what became of an invitation or a reminder that it had accepted. Evidence
   * only; the visit stays as it is.
   *
   * @param occasion {@code invitation} or {@code reminder-1} and so on
   * @param reportedAt when it came about, as the channel says
   */
  record VisitReported(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      String occasion,
      String channel,
      ReportStatus status,
      Optional<Instant> reportedAt,
      Instant at)
      implements OutcomesEvent {}

  /** The site is asked to call. */
  record CallRequested(
      String study, UUID participantId, UUID visitId, String assessment, Instant at)
      implements OutcomesEvent {}

  /**
   * One questionnaire was answered.
   *
   * @param deviceCompletedAt by the device's clock
   * @param skewMillis that clock less ours at receipt, in milliseconds
   */
  record InstrumentAnswered(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      UUID answerId,
      String instrument,
      int instrumentVersion,
      List<ItemAnswer> items,
      Instant completedAt,
      Instant receivedAt,
      Instant at,
      Optional<Instant> deviceCompletedAt,
      Optional<Long> skewMillis)
      implements OutcomesEvent {}

  /** Evidence only: it came after the window, or after another answer; the visit stays as it is. */
  record InstrumentKept(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      UUID answerId,
      String instrument,
      int instrumentVersion,
      List<ItemAnswer> items,
      Instant completedAt,
      Instant deviceCompletedAt,
      long skewMillis,
      Instant receivedAt,
      Instant at)
      implements OutcomesEvent {}

  /** Terminal: all questionnaires were answered. */
  record VisitCompleted(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      List<ScoreValue> scores,
      Optional<String> attachmentAnxiety,
      Optional<String> attachmentAvoidance,
      Optional<String> attachmentStyle,
      Instant at)
      implements OutcomesEvent {}

  /** Terminal: the window closed before all questionnaires were answered. */
  record VisitMissed(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      int instrumentsAnswered,
      Instant at)
      implements OutcomesEvent {}

  /** Terminal: these assessments are not asked any more. */
  record VisitsCancelled(
      String study, UUID participantId, List<UUID> visitIds, VisitCancelReason reason, Instant at)
      implements OutcomesEvent {}

  /**
   * A single answer gave cause for concern, whether or not it became part of the data.
   *
   * @param roles to be told, in the order of escalation; at least one
   * @param acknowledgeWithinSeconds longest wait before the next role is told; from 1
   * @param slotId prompt that was answered; empty if it was an assessment
   * @param receivedAt when the answer to a prompt came in; empty if it was an assessment, whose
   *     answer came in at {@code at}
   */
  record SafetyAlertRaised(
      String study,
      UUID participantId,
      UUID alertId,
      String site,
      String rule,
      String severity,
      String instrument,
      UUID answerId,
      List<String> roles,
      long acknowledgeWithinSeconds,
      Instant at,
      Optional<UUID> slotId,
      Optional<Instant> receivedAt)
      implements OutcomesEvent {}

  /**
   * Staff were told of an alert.
   *
   * @param round from 1
   * @param told the roles of this round, in the order of escalation
   */
  record SafetyStaffTold(
      String study, UUID participantId, UUID alertId, int round, List<StaffTold> told, Instant at)
      implements OutcomesEvent {}

  /** Terminal: somebody has taken the alert in hand. */
  record SafetyAlertAcknowledged(
      String study,
      UUID participantId,
      UUID alertId,
      String role,
      String acknowledgedBy,
      Instant at)
      implements OutcomesEvent {}

  /**
   * Staff reported an adverse event, followed it up, or put it right.
   *
   * @param entry from 1; each says everything anew
   * @param role in which it was recorded, in lower case
   * @param recordedBy a staff id
   */
  record AdverseEventRecorded(
      String study,
      UUID participantId,
      UUID adverseEventId,
      int entry,
      String site,
      ReportContent.AdverseEvent content,
      String role,
      String recordedBy,
      Instant at)
      implements OutcomesEvent {}

  /** An entry about an adverse event was reviewed, while it was the newest. */
  record AdverseEventReviewed(
      String study,
      UUID participantId,
      UUID adverseEventId,
      int entry,
      String role,
      String reviewedBy,
      Instant at)
      implements OutcomesEvent {}

  /**
   * Staff reported a deviation from the protocol, or put it right.
   *
   * @param entry from 1; each says everything anew
   * @param role in which it was recorded, in lower case
   * @param recordedBy a staff id
   */
  record DeviationRecorded(
      String study,
      UUID participantId,
      UUID deviationId,
      int entry,
      String site,
      ReportContent.Deviation content,
      String role,
      String recordedBy,
      Instant at)
      implements OutcomesEvent {}

  /** An entry about a deviation was reviewed, while it was the newest. */
  record DeviationReviewed(
      String study,
      UUID participantId,
      UUID deviationId,
      int entry,
      String role,
      String reviewedBy,
      Instant at)
      implements OutcomesEvent {}

  /** What became of a message to the participant, or to staff. */
  enum DeliveryOutcome {
    /** A value this build does not know. */
    UNKNOWN,
    /** The channel took it. */
    ACCEPTED,
    /** The channel refused it for good. */
    REJECTED,
    /** The channel could not be used. */
    FAILED,
    /** It may have taken the message and did not say so; it is not sent again. */
    UNCERTAIN,
    /** The participant is reached by the app alone. */
    NO_CHANNEL
  }

  /** Whether a message came to the device, as a channel says. */
  enum ReportStatus {
    DELIVERED,
    UNDELIVERED
  }

  /** Why assessments are not asked any more. */
  enum VisitCancelReason {
    /** A value this build does not know. */
    UNKNOWN,
    /** The participant left the follow-up. */
    LEFT,
    /** A later plan has no such occasion. */
    REPLANNED,
    /** The participant will not be allocated. */
    NOT_RANDOMIZED,
    /** The study was closed. */
    STUDY_CLOSED
  }
}
