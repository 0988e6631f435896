package org.attune.platform.study;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;

/**
 * Keeps what studies said; when one closes, ends what still runs in it. What begins in the same
 * moment by another transaction must be ended by a due row of its own.
 */
public final class StudyClosing implements MessageHandler {
  /** Tells for whom something runs. */
  @FunctionalInterface
  public interface Running {
    List<EventKey> in(Connection connection, String study) throws SQLException;
  }

  /** Ends what runs for one participant, who is locked. */
  @FunctionalInterface
  public interface Ending {
    void end(Connection connection, Place place, Optional<Position> cause) throws SQLException;
  }

  private final StudyBook studies;
  private final History history;
  private final Running running;
  private final Ending ending;

  public StudyClosing(StudyBook studies, History history, Running running, Ending ending) {
    this.studies = studies;
    this.history = history;
    this.running = running;
    this.ending = ending;
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
    for (var key : running.in(connection, message.key().study())) {
      ending.end(connection, history.lock(connection, key), cause);
    }
  }
}
