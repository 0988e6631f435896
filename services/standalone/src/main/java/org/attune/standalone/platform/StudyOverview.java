package org.attune.standalone.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.data.Sql;
import org.attune.platform.service.ServiceRuntime;

/**
 * Where one study stands, in numbers that no arm shows in.
 *
 * @param title in English if the study has it, else in its first language; empty if the protocol
 *     has none
 * @param version the latest published
 * @param stages people by the stage they are in now
 * @param snapshot the last dataset made
 */
record StudyOverview(
    String study,
    String title,
    int version,
    String status,
    boolean synthetic,
    Map<String, Long> stages,
    Optional<Snapshot> snapshot) {
  /** A dataset that was made. */
  record Snapshot(String id, boolean blinded, String sha256, Instant asOf) {}

  private static final String STUDIES =
      """
      select s.study, s.status, s.synthetic, v.version,
        coalesce(t.texts ->> 'en', (select value from json_each_text(t.texts) limit 1), '') as title
      from study s join lateral (
        select version, protocol from published_version p
        where p.study = s.study order by version desc limit 1) v on true
      left join lateral (
        select value as texts from json_each(v.protocol::json -> 'title') limit 1) t on true
      order by s.study
      """;

  private static final String STAGES =
      "select study, stage, count(*) as people from participant group by study, stage";

  private static final String SNAPSHOTS =
      """
      select distinct on (study) study, id, blinded, dataset_sha256, as_of
      from snapshot order by study, ordinal desc
      """;

  private record Stage(String study, String stage, long people) {}

  private record Made(String study, Snapshot snapshot) {}

  /** All studies, by slug; each service is asked for what it keeps. */
  static List<StudyOverview> all(Map<String, ServiceRuntime> services) {
    var stages = new HashMap<String, Map<String, Long>>();
    for (var row : ask(services, "enrollment", StudyOverview::stages)) {
      stages.computeIfAbsent(row.study(), _ -> new HashMap<>()).put(row.stage(), row.people());
    }
    var made = new HashMap<String, Snapshot>();
    for (var row : ask(services, "analytics", StudyOverview::snapshots)) {
      made.put(row.study(), row.snapshot());
    }
    var studies = new ArrayList<StudyOverview>();
    for (var study : ask(services, "studies", StudyOverview::studies)) {
      studies.add(
          new StudyOverview(
              study.study(),
              study.title(),
              study.version(),
              study.status(),
              study.synthetic(),
              Map.copyOf(stages.getOrDefault(study.study(), Map.of())),
              Optional.ofNullable(made.get(study.study()))));
    }
    return List.copyOf(studies);
  }

  /** A question to one service's database. */
  private interface Question<T> {
    List<T> ask(Connection connection) throws SQLException;
  }

  private static <T> List<T> ask(
      Map<String, ServiceRuntime> services, String name, Question<T> question) {
    var service = services.get(name);
    return service == null ? List.of() : service.database().inTransaction(question::ask);
  }

  private static List<StudyOverview> studies(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        STUDIES,
        row ->
            new StudyOverview(
                row.getString("study"),
                row.getString("title"),
                row.getInt("version"),
                row.getString("status"),
                row.getBoolean("synthetic"),
                Map.of(),
                Optional.empty()));
  }

  private static List<Stage> stages(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        STAGES,
        row -> new Stage(row.getString("study"), row.getString("stage"), row.getLong("people")));
  }

  private static List<Made> snapshots(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        SNAPSHOTS,
        row ->
            new Made(
                row.getString("study"),
                new Snapshot(
                    row.getString("id"),
                    row.getBoolean("blinded"),
                    row.getString("dataset_sha256"),
                    Sql.instant(row, "as_of"))));
  }

  long people(String stage) {
    return stages.getOrDefault(stage, 0L);
  }

  /** Everybody who was ever invited. */
  long invited() {
    return stages.values().stream().mapToLong(Long::longValue).sum();
  }
}
