package org.attune.testkit.checker;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events of several services, as records that name their schemas. */
final class Recorded {
  private Recorded() {}

  record StudyPublished(
      String study,
      int version,
      String protocolSha256,
      String protocol,
      String analysisSha256,
      Optional<LocalDate> effective,
      Optional<String> reason,
      Instant at) {}

  record StudyOpened(String study, int version, boolean synthetic, int target, Instant at) {}

  enum Reached {
    ENROLLED
  }

  record ParticipantErased(
      String study,
      UUID participantId,
      String site,
      int protocolVersion,
      Reached reached,
      String reason,
      Instant at) {}

  record ParticipantLeft(String study, UUID participantId, Way way, String reason, Instant at) {}

  enum Way {
    STOP_INTERVENTION,
    STOP_PROMPTS,
    WITHDRAW_FOLLOWUP
  }

  record RandomizationCommitted(
      String study, int version, String commitment, String engineVersion, Instant at) {}

  record SeedRevealed(String study, String seed, String configuration, String reason, Instant at) {}

  record ArmAllocated(
      String study,
      UUID participantId,
      String arm,
      String method,
      List<String> strata,
      String stratum,
      int index,
      int sequence,
      int blockNumber,
      int blockSize,
      List<String> counts,
      String draw,
      int attempt,
      String engineVersion,
      LocalDate localDate,
      String zone,
      int protocolVersion,
      Instant at) {}

  record ParticipantRandomized(
      String study,
      UUID participantId,
      LocalDate localDate,
      String zone,
      int protocolVersion,
      Instant at) {}

  record Slot(
      UUID slotId,
      int index,
      Instant scheduledAt,
      String scheduledLocal,
      int utcOffsetMinutes,
      Instant expiresAt,
      List<Instant> reminders) {}

  record PromptsPlanned(
      String study,
      UUID participantId,
      String schedule,
      LocalDate localDate,
      String zone,
      String tzdbVersion,
      int protocolVersion,
      String questionnaire,
      List<Slot> slots,
      Instant at) {
    PromptsPlanned withAt(Instant later) {
      return with(slots, later);
    }

    PromptsPlanned withSlots(Slot... others) {
      return with(List.of(others), Instant.parse("2027-02-01T17:00:00Z"));
    }

    private PromptsPlanned with(List<Slot> others, Instant when) {
      return new PromptsPlanned(
          study,
          participantId,
          schedule,
          localDate,
          zone,
          tzdbVersion,
          protocolVersion,
          questionnaire,
          others,
          when);
    }
  }

  enum Outcome {
    ACCEPTED
  }

  record PromptSent(
      String study, UUID participantId, UUID slotId, String channel, Outcome outcome, Instant at) {}

  enum Completeness {
    COMPLETE
  }

  enum Arrival {
    IN_TIME
  }

  record PromptAnswered(
      String study,
      UUID participantId,
      UUID slotId,
      UUID answerId,
      Completeness completeness,
      List<String> items,
      Optional<Instant> openedAt,
      Instant completedAt,
      Instant deviceCompletedAt,
      long skewMillis,
      Instant receivedAt,
      Arrival arrival,
      Instant at) {}

  record PromptLapsed(String study, UUID participantId, UUID slotId, Instant at) {}

  enum Expiry {
    NOT_OPENED
  }

  record PromptExpired(String study, UUID participantId, UUID slotId, Expiry reason, Instant at) {}

  enum Cancel {
    LEFT
  }

  record PromptsCancelled(
      String study, UUID participantId, List<UUID> slotIds, Cancel reason, Instant at) {}

  enum Why {
    CONDITION_FALSE
  }

  record AvailabilityDecided(
      String study,
      UUID participantId,
      UUID decisionId,
      UUID slotId,
      String point,
      boolean available,
      Optional<Why> reason,
      List<String> inputs,
      String policyVersion,
      Optional<UUID> proximalSlotId,
      Instant at) {}

  record OptionDrawn(
      String study,
      UUID participantId,
      UUID decisionId,
      UUID slotId,
      String point,
      List<String> chances,
      Optional<Why> fallback,
      double draw,
      String option,
      String policyVersion,
      Instant at) {}

  record OptionDelivered(
      String study,
      UUID participantId,
      UUID decisionId,
      UUID slotId,
      String point,
      String option,
      Instant shownAt,
      Instant at) {}

  record PlannedVisit(
      UUID visitId,
      String assessment,
      LocalDate targetDate,
      Instant opensAt,
      Instant closesAt,
      List<Instant> reminders,
      Optional<Instant> callAt,
      boolean required) {}

  record VisitsPlanned(
      String study,
      UUID participantId,
      String anchor,
      LocalDate anchorDate,
      String zone,
      int protocolVersion,
      List<PlannedVisit> visits,
      Instant at) {}

  record VisitMissed(
      String study,
      UUID participantId,
      UUID visitId,
      String assessment,
      int instrumentsAnswered,
      Instant at) {}

  record ItemAnswer(
      String item,
      Optional<Double> number,
      Optional<String> text,
      Optional<String> missingReason,
      int order,
      Optional<Instant> shownAt,
      Optional<Instant> answeredAt,
      int changes) {}

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
      Optional<Long> skewMillis) {}

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
      Instant at) {}

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
      Optional<Instant> receivedAt) {}

  record SafetyStaffTold(
      String study, UUID participantId, UUID alertId, int round, List<String> told, Instant at) {}
}
