package org.attune.outcomes.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.outcomes.domain.OutcomesEvent.VisitCancelReason;
import org.attune.outcomes.handle.VisitHandler;
import org.attune.outcomes.store.VisitStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.platform.study.StudyBook;

/**
 * Keeps what studies said; the end of a study cancels every visit that has not ended. A visit that
 * is planned in the same moment by another transaction is cancelled by its due row.
 */
public final class StudyEvents implements MessageHandler {
  private final StudyBook studies;
  private final History history;
  private final VisitStore store;
  private final VisitHandler visits;

  public StudyEvents(StudyBook studies, History history, VisitStore store, VisitHandler visits) {
    this.studies = studies;
    this.history = history;
    this.store = store;
    this.visits = visits;
  }

  @Override
  public Set<String> types() {
    return studies.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    studies.apply(connection, message);
    if (!message.type().equals("StudyClosed")) return;
    var cause = Optional.of(message.position());
    for (var key : store.waiting(connection, message.key().study())) {
      var place = history.lock(connection, key);
      visits.cancel(connection, place, VisitCancelReason.STUDY_CLOSED, cause);
    }
  }
}
