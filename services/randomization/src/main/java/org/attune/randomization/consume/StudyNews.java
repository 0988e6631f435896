package org.attune.randomization.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.event.Message;
import org.attune.platform.study.StudyBook;
import org.attune.randomization.handle.StudyActs;
import org.attune.studies.v1.StudyOpened;

/**
 * Keeps the studies, commits when one opens and ends allocation when one closes. Whoever waited
 * through a pause, or for the version they are pinned to, is looked at again.
 */
public final class StudyNews implements MessageHandler {
  private final StudyBook studies;
  private final StudyActs acts;

  public StudyNews(StudyBook studies, StudyActs acts) {
    this.studies = studies;
    this.acts = acts;
  }

  @Override
  public Set<String> types() {
    return studies.types();
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    studies.apply(connection, message);
    var slug = message.key().study();
    switch (message.type()) {
      case "StudyOpened" -> {
        int version = message.as(StudyOpened.class).getVersion();
        var study = studies.find(connection, slug).orElseThrow();
        acts.opened(connection, study, version, message.position());
      }
      case "StudyPublished", "StudyResumed" -> acts.lookAgain(connection, slug);
      case "StudyClosed" -> acts.closed(connection, slug, message.position());
      default -> {} // other study events do not change what is allocated
    }
  }
}
