package org.attune.studies.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.attune.platform.data.Sql;
import org.attune.platform.study.StudyStatus;
import org.attune.studies.domain.StudyEvent;
import org.attune.studies.domain.StudyEvent.StudyClosed;
import org.attune.studies.domain.StudyEvent.StudyLocked;
import org.attune.studies.domain.StudyEvent.StudyOpened;
import org.attune.studies.domain.StudyEvent.StudyPaused;
import org.attune.studies.domain.StudyEvent.StudyPublished;
import org.attune.studies.domain.StudyEvent.StudyResumed;
import org.attune.studies.domain.StudyState;
import org.attune.studies.domain.StudyState.Version;

/** The current state of studies. Change it only with the study locked in the history. */
public final class StudyStore {
  private static final String NAMES = "select study from study order by study collate \"C\"";

  private static final String FIND =
      "select status, target, synthetic, changed_at from study where study = ?";

  private static final String VERSIONS =
      """
      select version, sha256, analysis_sha256, effective, reason, protocol, published_at
      from published_version where study = ? order by version
      """;

  private static final String BEGIN =
      """
      insert into study (study, status, changed_at) values (?, 'PUBLISHED', ?)
      on conflict do nothing
      """;

  private static final String PUBLISH =
      """
      insert into published_version
        (study, version, sha256, analysis_sha256, effective, reason, protocol, published_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String OPEN =
      """
      update study set status = 'OPEN', target = ?, synthetic = ?, changed_at = ? where study = ?
      """;

  private static final String CHANGE =
      "update study set status = ?, changed_at = ? where study = ?";

  /** Every study, by slug. */
  public List<String> names(Connection connection) throws SQLException {
    return Sql.query(connection, NAMES, row -> row.getString("study"));
  }

  /** Where a study stands; {@link StudyState#UNKNOWN} if nothing was published. */
  public StudyState load(Connection connection, String study) throws SQLException {
    var versions = new TreeMap<Integer, Version>();
    for (var version : Sql.query(connection, VERSIONS, StudyStore::version, study)) {
      versions.put(version.number(), version);
    }
    return Sql.find(
            connection,
            FIND,
            row -> {
              int target = row.getInt("target");
              return new StudyState(
                  Optional.of(StudyStatus.valueOf(row.getString("status"))),
                  versions,
                  row.wasNull() ? OptionalInt.empty() : OptionalInt.of(target),
                  row.getBoolean("synthetic"),
                  Sql.instant(row, "changed_at"));
            },
            study)
        .orElse(StudyState.UNKNOWN);
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getInt("version"),
        row.getString("sha256"),
        row.getString("analysis_sha256"),
        Optional.ofNullable(row.getObject("effective", LocalDate.class)),
        Optional.ofNullable(row.getString("reason")),
        row.getString("protocol"),
        Sql.instant(row, "published_at"));
  }

  /** Brings the tables to what {@code events} say. */
  public void apply(Connection connection, List<StudyEvent> events) throws SQLException {
    for (var event : events) apply(connection, event);
  }

  private static void apply(Connection connection, StudyEvent event) throws SQLException {
    switch (event) {
      case StudyPublished e -> {
        Sql.write(connection, BEGIN, e.study(), e.at());
        Sql.write(
            connection,
            PUBLISH,
            e.study(),
            e.version(),
            e.protocolSha256(),
            e.analysisSha256(),
            e.effective(),
            e.reason(),
            e.protocol(),
            e.at());
      }
      case StudyOpened e ->
          Sql.write(connection, OPEN, e.target(), e.synthetic(), e.at(), e.study());
      case StudyPaused _ -> change(connection, event, StudyStatus.PAUSED);
      case StudyResumed _ -> change(connection, event, StudyStatus.OPEN);
      case StudyClosed _ -> change(connection, event, StudyStatus.CLOSED);
      case StudyLocked _ -> change(connection, event, StudyStatus.LOCKED);
    }
  }

  private static void change(Connection connection, StudyEvent event, StudyStatus to)
      throws SQLException {
    Sql.write(connection, CHANGE, to, event.at(), event.study());
  }
}
