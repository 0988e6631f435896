package org.attune.interventions.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.attune.interventions.domain.InterventionsEvent.ProgrammeEndReason;
import org.attune.interventions.handle.CourseHandler;
import org.attune.interventions.store.CourseStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.log.History;
import org.attune.platform.study.StudyBook;

/**
 * Keeps what studies said; the end of a study ends every running programme. A programme that begins
 * in the same moment by another transaction is ended by its due row.
 */
public final class StudyEvents implements MessageHandler {
  private final StudyBook studies;
  private final History history;
  private final CourseStore store;
  private final CourseHandler courses;

  public StudyEvents(StudyBook studies, History history, CourseStore store, CourseHandler courses) {
    this.studies = studies;
    this.history = history;
    this.store = store;
    this.courses = courses;
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
    for (var key : store.running(connection, message.key().study())) {
      var place = history.lock(connection, key);
      courses.stop(connection, place, ProgrammeEndReason.STUDY_CLOSED, cause);
    }
  }
}
