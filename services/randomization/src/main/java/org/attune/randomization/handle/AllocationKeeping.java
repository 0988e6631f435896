package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.erase.Keeping;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.randomization.domain.RandomizationEvent;
import org.attune.randomization.domain.RandomizationEvent.ArmAllocated;
import org.attune.randomization.store.AllocationStore;

/**
 * Keeps the place of the list that an erased participant had, without the participant: as an event
 * of the study, so that lists are still gapless and can be verified.
 */
public final class AllocationKeeping implements Keeping {
  /** Of a participant who had an arm. */
  private static final String RANDOMIZED = "RANDOMIZED";

  /** Of one who consented and had none. */
  private static final String NOT_RANDOMIZED = "NOT_RANDOMIZED";

  private final History history;
  private final AllocationStore allocations = new AllocationStore();

  public AllocationKeeping(History history) {
    this.history = history;
  }

  @Override
  public String keep(Connection connection, EventKey participant, Instant at) throws SQLException {
    var events = history.read(connection, participant, RandomizationEvent.class);
    for (var event : events) {
      if (event instanceof ArmAllocated allocated) keep(connection, allocated);
    }
    return outcome(events);
  }

  private static String outcome(List<RandomizationEvent> events) {
    for (var event : events) {
      if (event instanceof ArmAllocated) return RANDOMIZED;
      if (event instanceof RandomizationEvent.ParticipantNotRandomized) return NOT_RANDOMIZED;
    }
    return "";
  }

  /** A rehearsal's participants are days apart, and the study's events are in order of time. */
  private static Instant notBefore(Instant now, Optional<Instant> last) {
    return last.filter(now::isBefore).orElse(now);
  }

  /** Locks as allocating does: the study's row, then its ledger row. No cause: it would name. */
  private void keep(Connection connection, ArmAllocated allocated) throws SQLException {
    var study = allocated.study();
    var _ = allocations.lock(connection, study);
    var place = history.lock(connection, EventKey.ofStudy(study));
    var kept = allocated.kept(notBefore(place.now(), allocations.lastOfStudy(connection, study)));
    history.append(connection, place, List.of(kept), Optional.empty());
    allocations.unname(connection, allocated);
  }
}
