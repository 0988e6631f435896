package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.attune.platform.data.Planning;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.jspecify.annotations.Nullable;

/** Streams a service's history with ledger and log beside it, in bounded memory. */
final class HistoryReader {
  /** Rows fetched at a time. */
  private static final int FETCH_ROWS = 2_000;

  private static final String ROWS =
      """
      select study, participant, l.last_seq, l.chain, h.seq, h.event_id, h.type, h.topic,
        h.payload, h.salt, h.digest, h.occurred_at, h.cause,
        g.topic as log_topic, g.partition, g.epoch, g.number
      from ledger l full join history h using (study, participant)
      left join log g using (study, participant, seq)
      order by study, participant, h.seq, g.epoch, g.number
      """;

  private final EventCatalog catalog;
  private final String service;

  HistoryReader(EventCatalog catalog, String service) {
    this.catalog = catalog;
    this.service = service;
  }

  /** What a service's ledger says of an owner. */
  record Ledger(EventKey owner, long lastSeq, byte[] chain) {}

  /** Takes what is read. */
  interface Reading {
    /** An owner's rows follow; no ledger row: null. */
    void owner(EventKey owner, @Nullable Ledger ledger);

    void row(HistoryRow row);
  }

  void read(Connection connection, Reading reading) throws SQLException {
    Planning.ofWholeTables(connection);
    Sql.update(connection, "set local work_mem = '64MB'");
    try (var statement = connection.prepareStatement(ROWS)) {
      statement.setFetchSize(FETCH_ROWS);
      EventKey last = null;
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var key = key(rows, last);
          if (!key.equals(last)) reading.owner(key, ledger(rows, key));
          last = key;
          if (rows.getObject("seq") != null) reading.row(row(rows, key));
        }
      }
    }
  }

  private static EventKey key(ResultSet rows, @Nullable EventKey last) throws SQLException {
    var study = rows.getString("study");
    var participant = rows.getString("participant");
    if (last != null && last.study().equals(study) && last.participant().equals(participant)) {
      return last;
    }
    return new EventKey(study, participant);
  }

  private static @Nullable Ledger ledger(ResultSet rows, EventKey key) throws SQLException {
    var chain = rows.getBytes("chain");
    return chain == null ? null : new Ledger(key, rows.getLong("last_seq"), chain);
  }

  private HistoryRow row(ResultSet rows, EventKey key) throws SQLException {
    var logTopic = rows.getString("log_topic");
    var position =
        logTopic == null
            ? null
            : new Position(
                logTopic, rows.getInt("partition"), rows.getInt("epoch"), rows.getLong("number"));
    return new HistoryRow(
        catalog,
        service,
        key,
        rows.getLong("seq"),
        rows.getObject("event_id", UUID.class),
        rows.getString("type"),
        rows.getString("topic"),
        rows.getBytes("payload"),
        rows.getBytes("salt"),
        rows.getBytes("digest"),
        Sql.instant(rows, "occurred_at"),
        rows.getString("cause"),
        position);
  }
}
