package org.attune.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.analytics.domain.AnalyticsEvent;
import org.attune.analytics.domain.AnalyticsEvent.DatasetSnapshotCreated;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.service.StateLaw;

/** The snapshots in the table are those in the history. */
final class SnapshotLaw implements StateLaw {
  private static final String STORED =
      """
      select id, dataset_sha256, blinded, requester from snapshot
      where study = ? and ? = ''
      """;

  private final History history;

  SnapshotLaw(History history) {
    this.history = history;
  }

  @Override
  public SortedMap<String, String> folded(Connection connection, EventKey key) throws SQLException {
    var rows = new TreeMap<String, String>();
    for (var event : history.read(connection, key, AnalyticsEvent.class)) {
      switch (event) {
        case DatasetSnapshotCreated e ->
            rows.put(
                "snapshot " + e.snapshotId(), text(e.datasetSha256(), e.blinded(), e.requester()));
      }
    }
    return rows;
  }

  @Override
  public SortedMap<String, String> stored(Connection connection, EventKey key) throws SQLException {
    var rows = new TreeMap<String, String>();
    Sql.query(
        connection,
        STORED,
        row ->
            rows.put(
                    "snapshot " + row.getString("id"),
                    text(
                        row.getString("dataset_sha256"),
                        row.getBoolean("blinded"),
                        row.getString("requester")))
                == null,
        key.study(),
        key.participant());
    return rows;
  }

  private static String text(String sha256, boolean blinded, String requester) {
    return sha256 + " blinded=" + blinded + " by " + requester;
  }
}
