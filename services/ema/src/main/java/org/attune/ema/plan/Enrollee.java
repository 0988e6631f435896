package org.attune.ema.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.ema.domain.EmaEvent.CancelReason;
import org.attune.protocol.model.Anchor;
import org.attune.protocol.model.Protocol;
import org.attune.protocol.schedule.PromptHours;

/**
 * What this service keeps of one participant, as other services said it. Facts arrive in any order,
 * so each may be missing.
 *
 * @param site where the participant is looked after; empty if this service was not told
 * @param protocolVersion the version this participant is pinned to; 0 until enrolled
 * @param consentVersion version of the consent form that was signed last
 * @param language BCP 47 tag; empty until enrolled
 * @param zone where the participant is
 * @param narrowed hours the participant chose; empty if none
 * @param consented local date of consent; empty until enrolled
 * @param randomized local date of randomization; empty until randomized
 * @param arm id of the arm; empty until known
 * @param over why nothing is asked any more, if so
 * @param pausedUntil until when the participant wants no messages; empty if that was never said
 */
public record Enrollee(
    String site,
    int protocolVersion,
    int consentVersion,
    String language,
    ZoneId zone,
    Optional<PromptHours> narrowed,
    Optional<LocalDate> consented,
    Optional<LocalDate> randomized,
    Optional<String> arm,
    Optional<CancelReason> over,
    Optional<Instant> pausedUntil) {
  /** What is known of everybody who is enrolled, or randomized. */
  public static final Set<String> ANCHORS = Set.of(Anchor.CONSENT, Anchor.RANDOMIZATION);

  public boolean isEnrolled() {
    return consented.isPresent();
  }

  /** Local dates of consent and randomization, by the names of these anchors, as far as known. */
  public Map<String, LocalDate> anchors() {
    var anchors = new HashMap<String, LocalDate>();
    consented.ifPresent(date -> anchors.put(Anchor.CONSENT, date));
    randomized.ifPresent(date -> anchors.put(Anchor.RANDOMIZATION, date));
    return anchors;
  }

  /**
   * When something may be sent: outside quiet hours and within the hours the participant chose;
   * empty if these leave nothing of each other.
   */
  public Optional<PromptHours> hours(Protocol protocol) {
    var allowed = PromptHours.of(protocol);
    if (narrowed.isEmpty()) return Optional.of(allowed);
    var chosen = narrowed.get();
    var from = chosen.from().isAfter(allowed.from()) ? chosen.from() : allowed.from();
    var until = earlierEnd(chosen.until(), allowed.until());
    boolean nothingLeft = !until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until);
    return nothingLeft ? Optional.empty() : Optional.of(new PromptHours(from, until));
  }

  /** Midnight is the end of the day, so the later of any two. */
  private static LocalTime earlierEnd(LocalTime one, LocalTime other) {
    if (one.equals(LocalTime.MIDNIGHT)) return other;
    if (other.equals(LocalTime.MIDNIGHT)) return one;
    return one.isBefore(other) ? one : other;
  }
}
