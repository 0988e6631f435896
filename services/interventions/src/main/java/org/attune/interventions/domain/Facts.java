package org.attune.interventions.domain;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;

/**
 * What other services said of a participant, as far as it has arrived.
 *
 * @param language the participant's
 * @param site that recruited the participant
 * @param zone where the participant is; until enrollment's word arrives, where randomization knew
 *     the participant to be
 * @param stopped why nothing is offered any more
 */
public record Facts(
    Optional<String> language,
    Optional<String> site,
    Optional<ZoneId> zone,
    Optional<Allocation> allocation,
    Optional<ProgrammeEndReason> stopped) {
  /** Nothing has arrived. */
  public static final Facts NONE =
      new Facts(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The arm.
   *
   * @param date local date of allocation
   * @param version protocol version the participant is pinned to
   */
  public record Allocation(String arm, LocalDate date, int version) {}
}
