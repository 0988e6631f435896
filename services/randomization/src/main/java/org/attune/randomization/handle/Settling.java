package org.attune.randomization.handle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.attune.randomization.domain.Candidate.Outcome;
import org.attune.randomization.domain.RandomizationEvent.NotRandomizedReason;
import org.attune.randomization.domain.RandomizationEvent.ParticipantNotRandomized;
import org.attune.randomization.store.CandidateStore;

/** Records that somebody who consented will have no arm. */
final class Settling {
  private final History history;
  private final CandidateStore candidates;

  Settling(History history, CandidateStore candidates) {
    this.history = history;
    this.candidates = candidates;
  }

  Place notRandomized(
      Connection connection, Place place, NotRandomizedReason reason, Optional<Position> cause)
      throws SQLException {
    var key = place.key();
    var event = new ParticipantNotRandomized(key.study(), key.participantId(), reason, place.now());
    candidates.settled(connection, key, Outcome.NOT_RANDOMIZED, Optional.of(reason));
    return history.append(connection, place, List.of(event), cause);
  }
}
