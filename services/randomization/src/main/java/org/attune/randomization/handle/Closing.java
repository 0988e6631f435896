package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.randomization.domain.RandomizationEvent.ClosingReason;
import org.attune.randomization.domain.RandomizationEvent.RandomizationClosed;
import org.attune.randomization.store.AllocationStore;
import org.attune.randomization.store.CandidateStore;

/**
 * Ends allocation in a study, once. Everybody who still waits is told by a due row of their own, so
 * that no transaction locks more than one participant.
 */
final class Closing {
  private final History history;
  private final DueTable due;
  private final AllocationStore allocations;
  private final CandidateStore candidates;

  Closing(History history, DueTable due, AllocationStore allocations, CandidateStore candidates) {
    this.history = history;
    this.due = due;
    this.allocations = allocations;
    this.candidates = candidates;
  }

  /**
   * Closes a study whose row is locked and open.
   *
   * @param made allocations
   * @param at study time of the act that closed it
   */
  void close(
      Connection connection,
      String study,
      ClosingReason reason,
      int made,
      Instant at,
      Optional<Position> cause)
      throws SQLException {
    allocations.close(connection, study, reason);
    var place = history.lock(connection, EventKey.ofStudy(study));
    history.append(
        connection, place, List.of(new RandomizationClosed(study, reason, made, at)), cause);
    for (var waiting : candidates.waiting(connection, study)) {
      due.schedule(connection, waiting, DueKinds.NOT_RANDOMIZED, DueKinds.OF_STUDY, at);
    }
  }
}
