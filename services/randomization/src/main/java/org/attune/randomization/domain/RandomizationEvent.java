package org.attune.randomization.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What has happened to the allocation of a study or one of its participants. Names and components
 * are schemas. {@link ArmAllocated} and {@link SeedRevealed} go to the restricted topic; no other
 * says anything that depends on an arm.
 */
public sealed interface RandomizationEvent {
  /** The study, by its slug. */
  String study();

  /** Study time at which it was decided. */
  Instant at();

  /** Of the study: the list is bound before the first participant. */
  record RandomizationCommitted(
      String study, int version, String commitment, String engineVersion, Instant at)
      implements RandomizationEvent {}

  /**
   * Of the study: its list was uploaded, or has more places than before.
   *
   * @param version of the protocol that the list was looked at by
   * @param places of the whole list
   */
  record AllocationListUploaded(String study, int version, int places, Instant at)
      implements RandomizationEvent {}

  /** Restricted: the arm of a participant, with the record of its draw. */
  record ArmAllocated(
      String study,
      UUID participantId,
      String arm,
      String method,
      List<StratumLevel> strata,
      String stratum,
      int index,
      int sequence,
      int blockNumber,
      int blockSize,
      List<ArmCount> counts,
      String draw,
      int attempt,
      String engineVersion,
      LocalDate localDate,
      String zone,
      int protocolVersion,
      Instant at)
      implements RandomizationEvent {
    /**
     * The same without the participant, for a history that is not the participant's.
     *
     * @param later when the participant was erased
     */
    public AllocationKept kept(Instant later) {
      return new AllocationKept(
          study,
          arm,
          method,
          strata,
          stratum,
          index,
          sequence,
          blockNumber,
          blockSize,
          counts,
          draw,
          attempt,
          engineVersion,
          protocolVersion,
          later);
    }
  }

  /** Restricted, of the study: the place of a participant who was erased. See ArmAllocated. */
  record AllocationKept(
      String study,
      String arm,
      String method,
      List<StratumLevel> strata,
      String stratum,
      int index,
      int sequence,
      int blockNumber,
      int blockSize,
      List<ArmCount> counts,
      String draw,
      int attempt,
      String engineVersion,
      int protocolVersion,
      Instant at)
      implements RandomizationEvent {}

  /** The participant has an arm; which one is not said. */
  record ParticipantRandomized(
      String study,
      UUID participantId,
      LocalDate localDate,
      String zone,
      int protocolVersion,
      Instant at)
      implements RandomizationEvent {}

  /** The participant consented and will have no arm. */
  record ParticipantNotRandomized(
      String study, UUID participantId, NotRandomizedReason reason, Instant at)
      implements RandomizationEvent {}

  /**
   * Somebody was told the arm; which one is not said, and that it happened depends on no arm.
   *
   * @param unblindingId as the request chose it
   * @param note in the person's own words, which name no arm
   * @param role in which the person acted, in lower case
   * @param unblindedBy staff id
   */
  record ParticipantUnblinded(
      String study,
      UUID participantId,
      UUID unblindingId,
      UnblindingReason reason,
      Optional<String> note,
      String role,
      String unblindedBy,
      Instant at)
      implements RandomizationEvent {}

  /** Of the study: no further allocation happens. */
  record RandomizationClosed(String study, ClosingReason reason, int allocations, Instant at)
      implements RandomizationEvent {}

  /** Restricted, of the study: anybody who holds this can derive the list. */
  record SeedRevealed(String study, String seed, String configuration, String reason, Instant at)
      implements RandomizationEvent {}

  /** Of the study: witness and database had differed and were brought together, by a person. */
  record WitnessReconciled(
      String study, Way way, int allocations, int withoutParticipant, String reason, Instant at)
      implements RandomizationEvent {}

  /** How witness and database were brought together. */
  enum Way {
    /** What the witness has and the database had lost was allocated again. */
    GIVEN_AGAIN,
    /** What the database has and the witness had lost was witnessed again. */
    RECORD_ACCEPTED
  }

  /** The level of one factor for a participant, as randomized. */
  record StratumLevel(String factor, String level) {}

  /**
   * What stood before a draw, for one arm.
   *
   * @param count allocations to it in the stratum, among the clusters, or with minimisation in the
   *     study
   * @param numerator of its probability
   * @param denominator of its probability
   * @param exact the probability as {@code numerator/denominator} where that does not fit in these;
   *     they are then rounded down to 18 digits
   */
  record ArmCount(
      String arm, int count, long numerator, long denominator, Optional<String> exact) {}

  /** Why somebody was told the arm of a participant. */
  enum UnblindingReason {
    MEDICAL_EMERGENCY,
    SERIOUS_ADVERSE_EVENT,
    PREGNANCY,
    PARTICIPANT_REQUEST,
    REGULATORY,
    OTHER
  }

  /** Why a participant has no arm. */
  enum NotRandomizedReason {
    TARGET_REACHED,
    STUDY_CLOSED,
    LEFT
  }

  /** Why no further allocation happens. */
  enum ClosingReason {
    TARGET_REACHED,
    STUDY_CLOSED
  }
}
