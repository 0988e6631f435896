package org.attune.randomization.domain;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;

/**
 * What this service knows of a participant. Facts arrive in any order.
 *
 * <pre>
 *   WAITING --ArmAllocated, ParticipantRandomized--&gt; RANDOMIZED
 *   WAITING --ParticipantNotRandomized--&gt; NOT_RANDOMIZED
 * </pre>
 *
 * @param why set when not randomized
 * @param eligible what screening decided
 * @param declined consent was declined
 * @param departed left follow-up or withdrew data
 * @param enrollment set once consent was given
 * @param facts by the names that expressions use, {@code site} included, and the screener's answers
 *     by their column names
 */
public record Candidate(
    Outcome outcome,
    Optional<NotRandomizedReason> why,
    Optional<Boolean> eligible,
    boolean declined,
    boolean departed,
    Optional<Enrollment> enrollment,
    Map<String, Object> facts) {
  /** Where a candidate stands. */
  public enum Outcome {
    WAITING,
    RANDOMIZED,
    NOT_RANDOMIZED
  }

  /**
   * A given consent.
   *
   * @param protocolVersion the participant is pinned to it
   * @param consentVersion version of the form that was signed last
   * @param zone where the participant is
   */
  public record Enrollment(int protocolVersion, int consentVersion, String site, ZoneId zone) {}

  public Candidate {
    facts = Map.copyOf(facts);
  }

  /** Consented, without an arm, and not gone. */
  public boolean isWaiting() {
    return outcome == Outcome.WAITING && enrollment.isPresent() && !departed;
  }

  /**
   * True if a person of a site may act for the participant.
   *
   * @param of the person's site; {@code *} for all
   */
  public boolean isOf(String of) {
    return of.equals("*") || enrollment.filter(known -> known.site().equals(of)).isPresent();
  }
}
