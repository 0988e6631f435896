package org.attune.platform.study;

import java.time.Instant;
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
  public Protocol inForce(java.time.LocalDate date) {
    var best = versions.get(versions.firstKey());
    for (var protocol : versions.values()) {
      if (protocol.effective().map(from -> !date.isBefore(from)).orElse(true)) best = protocol;
    }
    if (best == null) throw new IllegalStateException("no version of " + slug);
    return best;
  }

  public boolean isOpen() {
    return status == StudyStatus.OPEN;
  }
}
