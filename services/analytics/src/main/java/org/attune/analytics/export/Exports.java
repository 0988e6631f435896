package org.attune.analytics.export;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.attune.analytics.cut.Cuts;
import org.attune.analytics.dataset.Blinding;
import org.attune.analytics.dataset.CsvFile;
import org.attune.analytics.dataset.CsvFile.Written;
import org.attune.analytics.dataset.DatasetTable;
import org.attune.analytics.dataset.DatasetTables;
import org.attune.analytics.dataset.Relations;
import org.attune.analytics.dataset.StudyProtocols;
import org.attune.analytics.domain.AnalyticsEvent.DatasetSnapshotCreated;
import org.attune.platform.data.Database;
import org.attune.platform.data.SideBySide;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventKey;
import org.attune.platform.service.Ports;
import org.attune.platform.study.Study;
import org.attune.platform.study.StudyStatus;

/**
 * Makes dataset packages.
 *
 * <p>What {@code data/} and the codebook hold depends on the events in the cut, the dataset format,
 * the blinding and the study's export key, and on nothing else: not on log numbers, the order of
 * partitions, the wall clock or the machine. What does depend on them stands in {@code
 * provenance/}, outside the dataset's hash.
 */
public final class Exports {
  /** Whose cursors say what the sink holds. */
  private static final String CONSUMER = "analytics";

  /** Leaves connections to the sink and to requests. */
  private static final int TABLES_AT_ONCE = 3;

  private static final String LOCKED = "select 1 from {studies.StudyLocked} l limit 1";

  private final Ports ports;
  private final Database database;
  private final Cuts cuts;
  private final ExportKeys keys;

  /** The exports of the service that these ports belong to. */
  public Exports(Ports ports) {
    this.ports = ports;
    database = ports.database();
    cuts = new Cuts(CONSUMER);
    keys = new ExportKeys(ports.entropy());
  }

  /** Where a table stands in a package. */
  public static String dataPath(String study, DatasetTable table) {
    return "data/study-" + study + "_description-" + table.name() + "_data.csv";
  }

  /**
   * Cuts a dataset and writes its package, whole or not at all.
   *
   * @param study slug
   * @param asOf if given, only what happened by then
   * @param requester role and staff id, for the record
   * @param reason why unblinded; required then
   * @param out directory of the package; absent or empty
   */
  public ExportResult export(
      String study,
      Blinding blinding,
      Optional<Instant> asOf,
      String requester,
      Optional<String> reason,
      Path out) {
    if (!PackageDirectory.isFree(out)) {
      return refuse(ExportRefusal.OUTPUT_NOT_EMPTY, out + " must be absent or an empty directory.");
    }
    return export(study, blinding, asOf, requester, reason, _ -> out);
  }

  /** The same, into a directory of {@code packages} that is named by the snapshot's id. */
  public ExportResult exportInto(
      Path packages,
      String study,
      Blinding blinding,
      Optional<Instant> asOf,
      String requester,
      Optional<String> reason) {
    return export(study, blinding, asOf, requester, reason, id -> packages.resolve(id.toString()));
  }

  private ExportResult export(
      String study,
      Blinding blinding,
      Optional<Instant> asOf,
      String requester,
      Optional<String> reason,
      Function<UUID, Path> place) {
    var refused = refusal(study, blinding, reason);
    if (refused.isPresent()) return refused.get();
    var begun = begin(study, blinding, asOf, requester, reason);
    if (begun.protocols().versions().isEmpty()) {
      return refuse(ExportRefusal.STUDY_UNKNOWN, "The cut holds no version of " + study + ".");
    }
    try (var made = PackageDirectory.begin(place.apply(begun.id()))) {
      return write(begun, made);
    }
  }

  private Optional<ExportResult> refusal(String study, Blinding blinding, Optional<String> reason) {
    var found = database.inTransaction(c -> ports.studies().find(c, study));
    if (found.isEmpty()) {
      return Optional.of(refuse(ExportRefusal.STUDY_UNKNOWN, "No study " + study + " yet."));
    }
    if (blinding == Blinding.BLINDED) return Optional.empty();
    if (!found.get().synthetic() && found.get().status() != StudyStatus.LOCKED) {
      return Optional.of(
          refuse(
              ExportRefusal.NOT_LOCKED,
              "An unblinded dataset of a real study waits for the database lock."));
    }
    if (reason.isEmpty()) {
      return Optional.of(
          refuse(ExportRefusal.REASON_MISSING, "An unblinded dataset needs a reason."));
    }
    return Optional.empty();
  }

  private static ExportResult refuse(ExportRefusal reason, String detail) {
    return new ExportResult.Refused(reason, detail);
  }

  private Snapshot begin(
      String study,
      Blinding blinding,
      Optional<Instant> asOf,
      String requester,
      Optional<String> reason) {
    return database.inTransaction(
        connection -> {
          var place = ports.history().lock(connection, EventKey.ofStudy(study));
          Relations.prepare(connection);
          var key = keys.of(connection, study);
          var id = snapshotId(connection, study);
          var cut = cuts.take(connection, id.toString(), asOf);
          var events = Relations.at(ports.catalog(), study, id.toString());
          boolean locked = Sql.find(connection, events.expand(LOCKED), row -> true).orElse(false);
          var last =
              SnapshotStore.lastEvent(
                  connection, id.toString(), study, blinding == Blinding.UNBLINDED);
          return new Snapshot(
              id,
              study,
              locked ? "locked" : "draft",
              ports.studies().find(connection, study).map(Study::synthetic).orElse(false),
              blinding,
              asOf.or(() -> last).orElse(place.now()),
              cut,
              StudyProtocols.read(connection, events),
              requester,
              reason.filter(_ -> blinding == Blinding.UNBLINDED),
              ExportKeys.fingerprint(key),
              Snapshot.parked(connection, CONSUMER, blinding));
        });
  }

  /** Numbered by attempts, of which each leaves its cut. */
  private UUID snapshotId(Connection connection, String study) throws SQLException {
    long before =
        Sql.find(connection, "select count(*) from cut", row -> row.getLong(1)).orElseThrow();
    return ports.entropy().uuid("snapshot", study + "/" + (before + 1));
  }

  private ExportResult write(Snapshot snapshot, PackageDirectory made) {
    var events =
        Relations.at(ports.catalog(), snapshot.study(), snapshot.id().toString())
            .as(snapshot.blinding());
    var tables = tables(snapshot, events, made);
    new Codebook(snapshot.protocols()).write(tables, made.file("metadata/codebook.csv"));
    var files = made.hashes("data", "metadata");
    var checksums = PackageDirectory.lines(files);
    var sha256 = Digests.sha256Hex(checksums);
    made.write("checksums.sha256", checksums);
    made.write("datapackage.json", DataPackageJson.of(snapshot.study(), tables, files, made));
    made.write("README.md", PackageReadme.of(snapshot, tables, sha256));
    provenance(snapshot, events, made, tables, files, sha256);
    record(snapshot, sha256);
    var path = made.finish();
    var rows = new TreeMap<String, Long>();
    for (var table : tables) rows.put(table.table().name(), table.rows());
    return new ExportResult.Created(snapshot.id(), path, sha256, rows, files, snapshot.parked());
  }

  /**
   * Writes all tables, and where each event stands in the log; each reads the same cut, so that the
   * order does not matter. Begins with the last tables, which are the longest, so that no long one
   * is waited for alone.
   */
  private List<Written> tables(Snapshot snapshot, Relations events, PackageDirectory made) {
    var tables = DatasetTables.of(snapshot.protocols(), snapshot.blinding());
    var writing = new ArrayList<Supplier<Optional<Written>>>();
    writing.add(() -> positions(snapshot, events, made));
    for (var table : tables.reversed()) {
      var file = made.file(dataPath(snapshot.study(), table));
      writing.add(() -> Optional.of(keyed(snapshot, c -> CsvFile.write(c, events, table, file))));
    }
    return SideBySide.all(TABLES_AT_ONCE, writing).reversed().stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Written> positions(Snapshot snapshot, Relations events, PackageDirectory made) {
    var file = made.file("provenance/positions.csv");
    return keyed(
        snapshot,
        connection -> {
          Positions.write(connection, events, snapshot.blinding(), file);
          return Optional.empty();
        });
  }

  private void provenance(
      Snapshot snapshot,
      Relations events,
      PackageDirectory made,
      List<Written> tables,
      java.util.SortedMap<String, String> files,
      String sha256) {
    var schemas = database.inTransaction(Snapshot::schemas);
    var whole = Relations.whole(ports.catalog(), snapshot.study());
    var erasures = keyed(snapshot, connection -> Snapshot.erasures(connection, whole));
    made.write(
        "provenance/snapshot.json",
        snapshot.document(ports.catalog(), tables, files, sha256, schemas, erasures));
    made.write("provenance/protocol_versions.csv", PackageReadme.protocolVersions(snapshot));
    if (snapshot.isUnblinded()) {
      keyed(snapshot, connection -> AllocationRecord.read(connection, events))
          .ifPresent(json -> made.write("provenance/randomization.json", json));
      keyed(snapshot, connection -> DecisionRecord.read(connection, events, snapshot.protocols()))
          .ifPresent(json -> made.write("provenance/decisions.json", json));
    }
    var others = made.hashes("provenance");
    others.putAll(made.hashes("README.md", "datapackage.json"));
    made.write("provenance/files.sha256", PackageDirectory.lines(others));
  }

  /** Reads in a transaction in which identities can be exported. */
  private <T> T keyed(Snapshot snapshot, Database.Work<T> work) {
    return database.inTransaction(
        connection -> {
          Relations.prepare(connection);
          ExportKeys.use(connection, keys.of(connection, snapshot.study()));
          return work.run(connection);
        });
  }

  private void record(Snapshot snapshot, String sha256) {
    database.transact(
        connection -> {
          var place = ports.history().lock(connection, EventKey.ofStudy(snapshot.study()));
          var event =
              new DatasetSnapshotCreated(
                  snapshot.study(),
                  snapshot.id(),
                  sha256,
                  !snapshot.isUnblinded(),
                  snapshot.asOf(),
                  snapshot.reason(),
                  snapshot.requester(),
                  place.now());
          ports.history().append(connection, place, List.of(event));
          SnapshotStore.add(connection, event);
        });
  }

  /** True if this service made that snapshot of the study. */
  public boolean made(String study, UUID id) {
    return database.inTransaction(connection -> SnapshotStore.exists(connection, study, id));
  }

  /** True if that snapshot was made without arms; false also of one that was never made. */
  public boolean isBlinded(String study, UUID id) {
    return database.inTransaction(connection -> SnapshotStore.isBlinded(connection, study, id));
  }
}
