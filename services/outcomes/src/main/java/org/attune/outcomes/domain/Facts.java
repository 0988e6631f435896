package org.attune.outcomes.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.domain.VisitPlan.AnchorDate;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;

/**
 * What other services said of a participant, as far as it has arrived.
 *
 * @param enrolled empty until the participant is known to be enrolled
 * @param randomized local date of allocation
 * @param stopped why nothing is asked any more
 */
public record Facts(
    Optional<Enrolled> enrolled,
    Optional<LocalDate> randomized,
    Optional<VisitCancelReason> stopped) {
  /** Nothing has arrived. */
  public static final Facts NONE = new Facts(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * What enrollment said.
   *
   * @param site where the participant is looked after; empty if this service was not told
   * @param version protocol version under which the participant came in
   * @param signed version of the consent form that was signed last
   * @param zone where the participant is
   * @param hours what the participant narrowed the day to
   * @param consented local date of consent
   * @param pausedUntil until when the participant wants no messages; empty if that was never said
   */
  public record Enrolled(
      String site,
      int version,
      int signed,
      String language,
      ZoneId zone,
      Optional<PromptHours> hours,
      LocalDate consented,
      Optional<Instant> pausedUntil) {
    /** Whether the participant wants no messages at that time. */
    public boolean isPaused(Instant at) {
      return pausedUntil.filter(at::isBefore).isPresent();
    }

    /** When this participant may be written to. */
    public CivilTime civil(Protocol protocol) {
      return new CivilTime(zone, hours.orElseGet(() -> PromptHours.of(protocol)));
    }
  }

  /** The anchors that have happened; none if nothing is asked any more. */
  public List<AnchorDate> anchors() {
    var anchors = new ArrayList<AnchorDate>();
    if (enrolled.isEmpty() || stopped.isPresent()) return anchors;
    anchors.add(new AnchorDate("consent", enrolled.get().consented()));
    randomized.ifPresent(date -> anchors.add(new AnchorDate("randomization", date)));
    return anchors;
  }
}
