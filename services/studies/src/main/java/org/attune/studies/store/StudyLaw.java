package org.attune.studies.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;
import org.attune.studies.domain.StudyEvent;
import org.attune.studies.domain.StudyState;

/** Promise I9 for studies: status and versions are what the history implies. */
public final class StudyLaw implements StateLaw {
  private final History history;
  private final StudyStore studies;

  public StudyLaw(History history, StudyStore studies) {
    this.history = history;
    this.studies = studies;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    return rows(StudyState.after(history.read(connection, key, StudyEvent.class)));
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    return rows(key.isStudy() ? studies.load(connection, key.study()) : StudyState.UNKNOWN);
  }

  private static SortedMap<String, String> rows(StudyState state) {
    var rows = new TreeMap<String, String>();
    state
        .status()
        .ifPresent(
            status ->
                rows.put(
                    "study",
                    "status=%s target=%s synthetic=%s changedAt=%s"
                        .formatted(
                            status,
                            state.target().isPresent() ? state.target().getAsInt() : "none",
                            state.synthetic(),
                            state.changedAt())));
    for (var version : state.versions().values()) {
      rows.put(
          "version/%04d".formatted(version.number()),
          "sha256=%s analysis=%s effective=%s reason=%s publishedAt=%s protocol=%d"
              .formatted(
                  version.sha256(),
                  version.analysisSha256(),
                  version.effective().map(Object::toString).orElse("none"),
                  version.reason().orElse("none"),
                  version.publishedAt(),
                  version.protocol().hashCode()));
    }
    return rows;
  }
}
