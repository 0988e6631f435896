package org.attune.ema.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.ema.handle.DecisionActs;
import org.attune.ema.store.DueKinds;
import org.attune.ema.store.FactStore;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.due.DueTable;
import org.attune.platform.event.Message;
import org.attune.platform.study.StudyBook;
import org.attune.studies.v1.StudyClosed;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPublished;

/**
 * What studies said, and the due rows by which each participant hears of it: an amendment and a
 * closing concern everybody, and everybody is locked and decided about alone.
 *
 * <p>These rows are written without the participants' locks: their handlers look again at what is
 * the case, so a row too many does nothing.
 */
public final class StudyFacts implements MessageHandler {
  private final StudyBook studies;
  private final FactStore facts;
  private final DueTable due;
  private final DecisionActs decisions;

  public StudyFacts(StudyBook studies, FactStore facts, DueTable due, DecisionActs decisions) {
    this.studies = studies;
    this.facts = facts;
    this.due = due;
    this.decisions = decisions;
  }

  @Override
  public Set<String> types() {
    return studies.types();
  }

  @Override
  public void apply(Connection c, Message message) throws SQLException {
    studies.apply(c, message);
    switch (message.type()) {
      case "StudyPublished" -> {
        var event = message.as(StudyPublished.class);
        decisions.commit(c, event.getStudy(), event.getVersion(), message.position());
        if (event.getVersion() == 1) return;
        var version = Integer.toString(event.getVersion());
        for (var key : facts.active(c, event.getStudy())) {
          due.schedule(c, key, DueKinds.AMEND, version, event.getAt());
        }
      }
      case "StudyOpened" -> {
        var event = message.as(StudyOpened.class);
        decisions.commit(c, event.getStudy(), event.getVersion(), message.position());
      }
      case "StudyClosed" -> {
        var event = message.as(StudyClosed.class);
        for (var key : facts.active(c, event.getStudy())) {
          due.schedule(c, key, DueKinds.CLOSE, "", event.getAt());
        }
      }
      default -> {} // whether it runs is read from the book whenever something is due
    }
  }
}
