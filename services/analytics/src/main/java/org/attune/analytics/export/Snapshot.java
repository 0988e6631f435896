package org.attune.analytics.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.analytics.cut.CutVector;
import org.attune.analytics.dataset.Blinding;
import org.attune.analytics.dataset.ColumnKind;
import org.attune.analytics.dataset.CsvFile.Written;
import org.attune.analytics.dataset.Relations;
import org.attune.analytics.dataset.StudyProtocols;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;

/**
 * One dataset while it is made.
 *
 * @param state of the study at the cut: {@code draft} before the database lock, then {@code locked}
 * @param synthetic true of a rehearsal: no person is behind any row
 * @param asOf what was asked for, else study time of the last event in the cut
 * @param parked events of any study that could not be applied: the cut ends before the first of
 *     them in each partition, for everybody in it; of a blinded dataset those of public topics
 */
record Snapshot(
    UUID id,
    String study,
    String state,
    boolean synthetic,
    Blinding blinding,
    Instant asOf,
    CutVector cut,
    StudyProtocols protocols,
    String requester,
    Optional<String> reason,
    String keyFingerprint,
    long parked) {
  /** Changes whenever the same events would give other bytes. */
  static final String FORMAT = "2";

  private static final String SCHEMAS =
      "select event, fingerprint from sink_schema order by event, fingerprint";

  private static final String ERASURES =
      """
      select distinct exported_id('p', x.participant_id::text) collate "C" as id
      from {enrollment.ParticipantErased} x order by 1
      """;

  private static final String PARKED =
      """
      select count(*) from parked
      where consumer = ? and (? or topic not like '%.restricted.%')
      """;

  boolean isUnblinded() {
    return blinding == Blinding.UNBLINDED;
  }

  /** {@code snapshot.json}; a blinded one tells nothing of topics that depend on the arm. */
  String document(
      EventCatalog catalog,
      List<Written> tables,
      Map<String, String> files,
      String datasetSha256,
      Map<String, List<String>> schemas,
      List<String> erasures) {
    var document = new LinkedHashMap<String, Object>();
    document.put("snapshot_id", id.toString());
    document.put("study", study);
    document.put("state", state);
    document.put("synthetic", synthetic);
    document.put("blinded", !isUnblinded());
    document.put("profile", "working");
    document.put("as_of_utc", ColumnKind.instant(asOf));
    document.put("dataset_format_version", FORMAT);
    document.put("dataset_sha256", datasetSha256);
    document.put("requester", requester);
    document.put("reason", reason.orElse(""));
    document.put("export_key_fingerprint", keyFingerprint);
    if (parked > 0) document.put("parked_events", parked);
    document.put("erasures", erasures);
    document.put("protocol_versions", versions());
    document.put("cut", marks());
    document.put("schemas", visible(catalog, schemas));
    var rows = new LinkedHashMap<String, Object>();
    for (var table : tables) rows.put(table.table().name(), table.rows());
    document.put("rows", rows);
    document.put("files", files);
    return Json.text(document);
  }

  private List<Object> versions() {
    var versions = new ArrayList<Object>();
    for (var published : protocols.versions()) {
      var version = new LinkedHashMap<String, Object>();
      version.put("version", published.version());
      version.put("sha256", published.sha256());
      version.put("analysis_sha256", published.analysisSha256());
      versions.add(version);
    }
    return versions;
  }

  private List<Object> marks() {
    var marks = new ArrayList<Object>();
    cut.marks()
        .forEach(
            (partition, mark) -> {
              if (!isUnblinded() && partition.topic().contains(".restricted.")) return;
              var entry = new LinkedHashMap<String, Object>();
              entry.put("topic", partition.topic());
              entry.put("partition", partition.number());
              entry.put("epoch", mark.epoch());
              entry.put("number", mark.number());
              marks.add(entry);
            });
    return marks;
  }

  private Map<String, List<String>> visible(
      EventCatalog catalog, Map<String, List<String>> schemas) {
    var visible = new TreeMap<>(schemas);
    if (!isUnblinded()) visible.keySet().removeIf(event -> catalog.type(event).restricted());
    return visible;
  }

  /** How many events could not be applied by {@code consumer} and wait. */
  static long parked(Connection connection, String consumer, Blinding blinding)
      throws SQLException {
    return Sql.find(
            connection, PARKED, row -> row.getLong(1), consumer, blinding == Blinding.UNBLINDED)
        .orElseThrow();
  }

  /** Exported identities of all who were erased: whoever holds an older package removes them. */
  static List<String> erasures(Connection connection, Relations events) throws SQLException {
    return Sql.query(connection, events.expand(ERASURES), row -> row.getString("id"));
  }

  /** Fingerprints of the writers' schemas, by event. */
  static Map<String, List<String>> schemas(Connection connection) throws SQLException {
    var schemas = new TreeMap<String, List<String>>();
    Sql.query(
        connection,
        SCHEMAS,
        row ->
            schemas
                .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .add(row.getString(2)));
    return schemas;
  }
}
