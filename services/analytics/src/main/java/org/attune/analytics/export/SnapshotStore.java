package org.attune.analytics.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.attune.analytics.domain.AnalyticsEvent.DatasetSnapshotCreated;
import org.attune.platform.data.Sql;

/** The snapshots that were made, one after another per study. */
final class SnapshotStore {
  private static final String LAST_EVENT =
      """
      select max(e.at) as at from sink_event e
      join cut_entry k on k.cut = ? and k.topic = e.topic and k.partition = e.partition
        and (e.epoch, e.number) <= (k.epoch, k.number)
      where e.study = ? and (? or e.topic not like '%.restricted.%')
        and e.type <> 'DatasetSnapshotCreated'
      """;

  private static final String ADD =
      """
      insert into snapshot
        (study, ordinal, id, cut, blinded, as_of, requester, reason, dataset_sha256)
      select ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ?, ?, ?, ? from snapshot where study = ?
      """;

  private static final String EXISTS = "select 1 from snapshot where study = ? and id = ?";

  private static final String BLINDED = "select blinded from snapshot where study = ? and id = ?";

  private SnapshotStore() {}

  /** Study time of the last event of a study in a cut. */
  static Optional<Instant> lastEvent(
      Connection connection, String cut, String study, boolean restrictedToo) throws SQLException {
    return Sql.query(
            connection,
            LAST_EVENT,
            row -> Optional.ofNullable(Sql.instantOrNull(row, "at")),
            cut,
            study,
            restrictedToo)
        .getFirst();
  }

  static void add(Connection connection, DatasetSnapshotCreated event) throws SQLException {
    Sql.update(
        connection,
        ADD,
        event.study(),
        event.snapshotId(),
        event.snapshotId().toString(),
        event.blinded(),
        event.asOf(),
        event.requester(),
        event.reason(),
        event.datasetSha256(),
        event.study());
  }

  static boolean exists(Connection connection, String study, UUID id) throws SQLException {
    return Sql.find(connection, EXISTS, row -> true, study, id).orElse(false);
  }

  /** True if a snapshot was made without arms; false also if there is none. */
  static boolean isBlinded(Connection connection, String study, UUID id) throws SQLException {
    return Sql.find(connection, BLINDED, row -> row.getBoolean("blinded"), study, id).orElse(false);
  }
}
