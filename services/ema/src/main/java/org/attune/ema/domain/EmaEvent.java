package org.attune.ema.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.protocol.decision.FallbackCause;
import org.attune.protocol.decision.UnavailableReason;

/**
 * What has happened to one participant's prompts, in the order it happened. Names and components
 * are those of the schemas in {@code schemas/avro/ema}, which say what each field means.
 */
public sealed interface EmaEvent {
  String study();

  UUID participantId();

  /** Study time at which the service decided this. */
  Instant at();

  /** The same events as the records they all are. */
  static List<Record> records(List<? extends EmaEvent> events) {
    return events.stream().map(Record.class::cast).toList();
  }

  /** The slots of one schedule on one local day; a later plan moves what was not sent. */
  record PromptsPlanned(
      String study,
      UUID participantId,
      String schedule,
      LocalDate localDate,
      String zone,
      String tzdbVersion,
      int protocolVersion,
      String questionnaire,
      List<PlannedSlot> slots,
      Instant at)
      implements EmaEvent {}

  /**
   * A channel took the prompt or may have, or it became visible in the app. Once per slot at most.
   *
   * @param claimedAt when the attempt that came to this was claimed
   * @param acceptedAt when the channel took it; empty if it did not say so
   * @param passedOver channels that were tried before
   */
  record PromptSent(
      String study,
      UUID participantId,
      UUID slotId,
      String channel,
      DeliveryOutcome outcome,
      Instant at,
      Optional<Instant> claimedAt,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver)
      implements EmaEvent {
    /** Without more than that it was sent. */
    public PromptSent(
        String study,
        UUID participantId,
        UUID slotId,
        String channel,
        DeliveryOutcome outcome,
        Instant at) {
      this(
          study,
          participantId,
          slotId,
          channel,
          outcome,
          at,
          Optional.empty(),
          Optional.empty(),
          List.of());
    }
  }

  /**
   * A reminder was handed to the delivery endpoint.
   *
   * @param reminder which one, from 1
   * @param acceptedAt when the channel took it; empty if it did not say so
   * @param passedOver channels that were tried before
   */
  record ReminderSent(
      String study,
      UUID participantId,
      UUID slotId,
      int reminder,
      String channel,
      DeliveryOutcome outcome,
      Instant at,
      Optional<Instant> acceptedAt,
      List<PassedOver> passedOver)
      implements EmaEvent {
    /** Without more than that it was sent. */
    public ReminderSent(
        String study,
        UUID participantId,
        UUID slotId,
        int reminder,
        String channel,
        DeliveryOutcome outcome,
        Instant at) {
      this(
          study,
          participantId,
          slotId,
          reminder,
          channel,
          outcome,
          at,
          Optional.empty(),
          List.of());
    }
  }

  /** A device showed the prompt. The first time only. */
  record PromptShown(String study, UUID participantId, UUID slotId, Instant shownAt, Instant at)
      implements EmaEvent {}

  /**
   * A channel reported what became of a prompt or a reminder that it had accepted. Evidence only;
   * the slot stays as it is.
   *
   * @param occasion {@code prompt} or {@code reminder-1} and so on
   * @param reportedAt when it came about, as the channel says
   */
  record PromptReported(
      String study,
      UUID participantId,
      UUID slotId,
      String occasion,
      String channel,
      ReportStatus status,
      Optional<Instant> reportedAt,
      Instant at)
      implements EmaEvent {}

  /** The first opening only. */
  record PromptOpened(String study, UUID participantId, UUID slotId, Instant openedAt, Instant at)
      implements EmaEvent {}

  /** Terminal: completed within the window. */
  record PromptAnswered(
      String study,
      UUID participantId,
      UUID slotId,
      UUID answerId,
      Completeness completeness,
      List<ItemAnswer> items,
      Optional<Instant> openedAt,
      Instant completedAt,
      Instant deviceCompletedAt,
      long skewMillis,
      Instant receivedAt,
      Arrival arrival,
      Instant at)
      implements EmaEvent {}

  /** Evidence only; the slot stays as it is. */
  record LateAnswerKept(
      String study,
      UUID participantId,
      UUID slotId,
      UUID answerId,
      List<ItemAnswer> items,
      Instant completedAt,
      long skewMillis,
      Instant receivedAt,
      Instant at)
      implements EmaEvent {}

  /**
   * An answer gave cause for concern, whether or not it became part of the data.
   *
   * @param site of the participant; empty if it is not known
   * @param roles to be told, in the order of escalation; at least one
   * @param acknowledgeWithinSeconds longest wait before the next role is told; from 1
   * @param at when the answer came in
   */
  record SafetyRuleMet(
      String study,
      UUID participantId,
      UUID slotId,
      UUID answerId,
      String site,
      String rule,
      String severity,
      String questionnaire,
      List<String> roles,
      long acknowledgeWithinSeconds,
      Instant at)
      implements EmaEvent {}

  /** Terminal: dismissed by the participant. */
  record PromptDeclined(String study, UUID participantId, UUID slotId, Instant at)
      implements EmaEvent {}

  /** The window closed with nothing received; an answer completed in it may still arrive. */
  record PromptLapsed(String study, UUID participantId, UUID slotId, Instant at)
      implements EmaEvent {}

  /** Terminal: nothing completed within the window arrived in time. */
  record PromptExpired(
      String study, UUID participantId, UUID slotId, ExpiryReason reason, Instant at)
      implements EmaEvent {}

  /**
   * Terminal: no channel took it and nothing was answered.
   *
   * @param cause what the channel said last, as a code
   * @param claimedAt when the last attempt was claimed
   */
  record PromptFailed(
      String study,
      UUID participantId,
      UUID slotId,
      String cause,
      Instant at,
      Optional<Instant> claimedAt)
      implements EmaEvent {
    /** Without the time of the last attempt. */
    public PromptFailed(String study, UUID participantId, UUID slotId, String cause, Instant at) {
      this(study, participantId, slotId, cause, at, Optional.empty());
    }
  }

  /** Terminal for each of them: not asked any more. */
  record PromptsCancelled(
      String study, UUID participantId, List<UUID> slotIds, CancelReason reason, Instant at)
      implements EmaEvent {}

  /** The last window of a schedule has closed, whatever became of its slots. */
  record ScheduleEnded(String study, UUID participantId, String schedule, Instant at)
      implements EmaEvent {}

  /**
   * Restricted: whether an option could be given. Before every draw, and once for each slot and
   * decision point.
   *
   * @param reason why none could; empty if one could
   */
  record AvailabilityDecided(
      String study,
      UUID participantId,
      UUID decisionId,
      UUID slotId,
      String point,
      boolean available,
      Optional<UnavailableReason> reason,
      List<DecisionInput> inputs,
      String policyVersion,
      Optional<UUID> proximalSlotId,
      Instant at)
      implements EmaEvent {}

  /** Restricted: the one draw of a decision at which an option could be given. */
  record OptionDrawn(
      String study,
      UUID participantId,
      UUID decisionId,
      UUID slotId,
      String point,
      List<OptionChance> chances,
      Optional<FallbackCause> fallback,
      double draw,
      String option,
      String policyVersion,
      Instant at)
      implements EmaEvent {}

  /** Restricted: the device showed the option that was drawn. */
  record OptionDelivered(
      String study,
      UUID participantId,
      UUID decisionId,
      UUID slotId,
      String point,
      String option,
      Instant shownAt,
      Instant at)
      implements EmaEvent {}

  /**
   * A fact that a decision was made by.
   *
   * @param value empty if it was not known
   */
  record DecisionInput(String name, Optional<String> value) {}

  /** How probable an option was. */
  record OptionChance(String option, double probability) {}

  /** Whether every item that applied has a value or a reason. */
  enum Completeness {
    COMPLETE,
    PARTIAL
  }

  /** Whether an answer arrived before its window closed. */
  enum Arrival {
    IN_TIME,
    LATE_UPLOAD
  }

  /** What happened instead of an answer. */
  enum ExpiryReason {
    NOT_OPENED,
    OPENED_NOT_COMPLETED,
    COMPLETED_LATE
  }

  /** Why a prompt is not asked any more. */
  enum CancelReason {
    LEFT,
    REPLANNED,
    PAUSED,
    NOT_RANDOMIZED,
    STUDY_CLOSED,
    /** The participant wants no prompts any more and stays in the study. */
    STOPPED_PROMPTS
  }

  /** Whether a message came to the device, as a channel says. */
  enum ReportStatus {
    DELIVERED,
    UNDELIVERED
  }

  /** What a channel answered. */
  enum DeliveryOutcome {
    ACCEPTED,
    REJECTED,
    FAILED,
    /** It may have taken the message and did not say so; it is not sent again. */
    UNCERTAIN,
    /** Nobody but the app reaches this participant, and it shows the prompt. */
    NO_CHANNEL;

    /** True if the participant can see the prompt, or may. */
    public boolean isDelivered() {
      return this == ACCEPTED || this == NO_CHANNEL || this == UNCERTAIN;
    }
  }
}
