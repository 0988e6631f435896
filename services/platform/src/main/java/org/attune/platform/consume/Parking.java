package org.attune.platform.consume;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Position;
import org.attune.platform.log.Envelope;

/**
 * Events that could not be applied, and all later ones of the same key, in order. Nothing is
 * skipped silently: a parked key stays parked until it is replayed by command.
 */
public final class Parking {
  private static final String ADD =
      """
      insert into parked (consumer, topic, partition, epoch, number, key, headers, value, reason)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      on conflict do nothing
      """;

  private static final String KEYS =
      "select distinct key from parked where consumer = ? and topic = ?";

  private static final String FIRST_OF_KEY =
      """
      select topic, partition, epoch, number, headers::text as headers, value from parked
      where consumer = ? and topic = ? and key = ? order by epoch, number limit 1 for update
      """;

  private static final String REMOVE =
      """
      delete from parked
      where consumer = ? and topic = ? and partition = ? and epoch = ? and number = ?
      """;

  private static final String COUNT = "select count(*) from parked";

  private final String consumer;

  public Parking(String consumer) {
    this.consumer = consumer;
  }

  Set<String> keys(Connection connection, String topic) throws SQLException {
    return new HashSet<>(Sql.query(connection, KEYS, row -> row.getString(1), consumer, topic));
  }

  /**
   * @param reason class of the failure, never its message: that could hold a participant's data
   */
  void add(
      Connection connection,
      ConsumerRecord<byte[], byte[]> record,
      Position position,
      String reason)
      throws SQLException {
    Sql.write(
        connection,
        ADD,
        consumer,
        position.topic(),
        position.partition(),
        position.epoch(),
        position.number(),
        key(record),
        HeaderText.write(record.headers()),
        record.value(),
        reason);
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /**
   * Applies the parked events of one key in order, each in a transaction of its own; one that fails
   * again stays with all after it.
   *
   * @return events applied
   * @throws RuntimeException what the handler threw, if one fails again; those before it are
   *     applied
   */
  public int replay(
      Database database, EventCatalog catalog, MessageHandler handler, String topic, String key) {
    int applied = 0;
    while (replayFirst(database, catalog, handler, topic, key)) applied++;
    return applied;
  }

  private boolean replayFirst(
      Database database, EventCatalog catalog, MessageHandler handler, String topic, String key) {
    return database.inTransaction(
        connection -> {
          var first =
              Sql.find(connection, FIRST_OF_KEY, row -> record(row, key), consumer, topic, key);
          if (first.isEmpty()) return false;
          var message = Envelope.message(catalog, first.get());
          var types = handler.types();
          if (!message.isErased() && (types.isEmpty() || types.contains(message.type()))) {
            handler.applyAll(connection, List.of(message));
          }
          CrashPoint.PARKED_APPLIED.reached();
          var at = message.position();
          Sql.write(connection, REMOVE, consumer, topic, at.partition(), at.epoch(), at.number());
          return true;
        });
  }

  /** Parked events of all consumers of this schema. */
  public static long count(Connection connection) throws SQLException {
    return Sql.find(connection, COUNT, row -> row.getLong(1)).orElse(0L);
  }

  private static ConsumerRecord<byte[], byte[]> record(java.sql.ResultSet row, String key)
      throws SQLException {
    var record =
        new ConsumerRecord<byte[], byte[]>(
            row.getString("topic"),
            row.getInt("partition"),
            0,
            key.getBytes(StandardCharsets.UTF_8),
            row.getBytes("value"));
    var headers = (RecordHeaders) record.headers();
    for (Map.Entry<String, String> header : HeaderText.read(row.getString("headers")).entrySet()) {
      headers.add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
