package org.attune.platform.study;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Sql;
import org.attune.platform.event.Message;
import org.attune.protocol.canonical.Protocols;
import org.attune.protocol.model.Protocol;
import org.attune.studies.v1.StudyClosed;
import org.attune.studies.v1.StudyLocked;
import org.attune.studies.v1.StudyOpened;
import org.attune.studies.v1.StudyPaused;
import org.attune.studies.v1.StudyPublished;
import org.attune.studies.v1.StudyResumed;

/**
 * The service's own copy of what studies said. Apply {@code studies.v1} through it; a service that
 * does more with those events wraps it. Published versions never change, so parsed ones are kept in
 * memory.
 */
public final class StudyBook implements MessageHandler {
  public static final String TOPIC = "studies.v1";

  private static final Set<String> TYPES =
      Set.of(
          "StudyPublished",
          "StudyOpened",
          "StudyPaused",
          "StudyResumed",
          "StudyClosed",
          "StudyLocked");

  private static final String PUBLISH =
      """
      with version as (
        insert into study_version (study, version, sha256, effective, protocol)
        values (?, ?, ?, ?, ?) on conflict do nothing)
      insert into study_book (study, status, changed_at) values (?, 'PUBLISHED', ?)
      on conflict do nothing
      """;

  private static final String OPEN =
      """
      update study_book set status = 'OPEN', target = ?, synthetic = ?, changed_at = ?
      where study = ?
      """;

  private static final String CHANGE =
      "update study_book set status = ?, changed_at = ? where study = ?";

  private static final String FIND =
      """
      select b.status, b.target, b.synthetic, b.changed_at, v.version, v.sha256
      from study_book b join study_version v using (study) where b.study = ? order by v.version
      """;

  private static final String PROTOCOL =
      "select protocol from study_version where study = ? and version = ?";

  private record Row(
      StudyStatus status,
      int target,
      boolean synthetic,
      Instant changedAt,
      int version,
      String sha256) {}

  private final Map<String, Protocol> parsed = new ConcurrentHashMap<>();

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    switch (message.type()) {
      case "StudyPublished" -> publish(connection, message.as(StudyPublished.class));
      case "StudyOpened" -> {
        var event = message.as(StudyOpened.class);
        Sql.write(
            connection,
            OPEN,
            event.getTarget(),
            event.getSynthetic(),
            event.getAt(),
            event.getStudy());
      }
      case "StudyPaused" -> {
        var event = message.as(StudyPaused.class);
        change(connection, event.getStudy(), StudyStatus.PAUSED, event.getAt());
      }
      case "StudyResumed" -> {
        var event = message.as(StudyResumed.class);
        change(connection, event.getStudy(), StudyStatus.OPEN, event.getAt());
      }
      case "StudyClosed" -> {
        var event = message.as(StudyClosed.class);
        change(connection, event.getStudy(), StudyStatus.CLOSED, event.getAt());
      }
      case "StudyLocked" -> {
        var event = message.as(StudyLocked.class);
        change(connection, event.getStudy(), StudyStatus.LOCKED, event.getAt());
      }
      default -> throw new IllegalStateException(message.type() + " was not asked for");
    }
  }

  private static void publish(Connection connection, StudyPublished event) throws SQLException {
    Sql.write(
        connection,
        PUBLISH,
        event.getStudy(),
        event.getVersion(),
        event.getProtocolSha256(),
        event.getEffective(),
        event.getProtocol(),
        event.getStudy(),
        event.getAt());
  }

  private static void change(Connection connection, String study, StudyStatus to, Instant at)
      throws SQLException {
    Sql.write(connection, CHANGE, to, at, study);
  }

  /** The study, if this service has heard of it. */
  public Optional<Study> find(Connection connection, String study) throws SQLException {
    return later(connection, study).get();
  }

  /** {@link #find} with the next round trip. */
  public Sql.Later<Optional<Study>> later(Connection connection, String study) throws SQLException {
    var asked = new Sql.Query<>(FIND, StudyBook::row, study);
    return Sql.later(connection, asked).map(rows -> read(connection, study, rows));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        StudyStatus.valueOf(row.getString("status")),
        row.getInt("target"),
        row.getBoolean("synthetic"),
        Sql.instant(row, "changed_at"),
        row.getInt("version"),
        row.getString("sha256"));
  }

  private Optional<Study> read(Connection connection, String study, List<Row> rows)
      throws SQLException {
    if (rows.isEmpty()) return Optional.empty();
    var versions = new TreeMap<Integer, Protocol>();
    for (var row : rows) versions.put(row.version(), protocol(connection, study, row));
    var first = rows.getFirst();
    return Optional.of(
        new Study(
            study,
            first.status(),
            Collections.unmodifiableSortedMap(versions),
            first.target(),
            first.synthetic(),
            first.changedAt()));
  }

  private Protocol protocol(Connection connection, String study, Row row) throws SQLException {
    var known = parsed.get(row.sha256());
    if (known != null) return known;
    var json =
        Sql.find(connection, PROTOCOL, r -> r.getString(1), study, row.version()).orElseThrow();
    var protocol = Protocols.fromCanonical(json);
    parsed.put(row.sha256(), protocol);
    return protocol;
  }
}
