package org.attune.platform.study;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import org.attune.protocol.model.Protocol;

/**
 * A study as a service knows it.
 *
 * @param versions published versions, by number; never empty
 * @param target allocations (enrollments without arms) at which it is full
 * @param synthetic true in a rehearsal
 * @param changedAt study time of the last change of status
 */
public record Study(
    String slug,
    StudyStatus status,
    SortedMap<Integer, Protocol> versions,
    int target,
    boolean synthetic,
    Instant changedAt) {
  /**
   * A version of the protocol.
   *
   * @throws IllegalStateException if it was never published: participants are pinned to published
   *     versions only
   */
  public Protocol version(int number) {
    var protocol = versions.get(number);
    if (protocol == null) throw new IllegalStateException("no version " + number + " of " + slug);
    return protocol;
  }

  /** The newest version that is in effect on a local date. */
  public Protocol inForce(LocalDate date) {
    var best = versions.get(versions.firstKey());
    for (var protocol : versions.values()) {
      if (protocol.effective().map(from -> !date.isBefore(from)).orElse(true)) best = protocol;
    }
    if (best == null) throw new IllegalStateException("no version of " + slug);
    return best;
  }

  /**
   * The version that holds for a participant on a local date: the newest that is in effect then and
   * whose consent form the participant signed. Nobody comes under a version by not answering.
   *
   * @param pinned version under which the participant came in
   * @param signed version of the form that was signed last
   */
  public Protocol holding(int pinned, int signed, LocalDate date) {
    var best = version(pinned);
    for (var later : versions.tailMap(pinned + 1).values()) {
      boolean inEffect = later.effective().map(from -> !date.isBefore(from)).orElse(true);
      if (inEffect && later.consentForm().version() <= signed) best = later;
    }
    return best;
  }

  public boolean isOpen() {
    return status == StudyStatus.OPEN;
  }
}
