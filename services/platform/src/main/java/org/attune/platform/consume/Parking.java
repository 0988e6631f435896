package org.attune.platform.consume;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Position;
import org.attune.platform.log.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that could not be applied, and all later ones of the same key, in order. Nothing is
 * skipped silently: a parked key stays parked until it is replayed by command.
 */
public final class Parking {
  private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

  /** Keys that are listed at once. */
  private static final int LISTED_MAX = 1_000;

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

  private static final String WAITING =
      """
      select topic, key, count(*) as events, min(parked_at) as since,
        (array_agg(reason order by epoch, number))[1] as reason
      from parked where consumer = ? group by topic, key order by since, topic, key limit ?
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
   * @throws DatabaseException if the database is away; what was applied stays applied
   * @throws ConcurrentChangeException if somebody else changed the same rows; likewise
   */
  public Replayed replay(
      Database database, EventCatalog catalog, MessageHandler handler, String topic, String key) {
    int applied = 0;
    try {
      while (replayFirst(database, catalog, handler, topic, key)) applied++;
      return new Replayed(applied, Optional.empty());
    } catch (ConcurrentChangeException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof DatabaseException world && !world.isPermanent()) throw e;
      LOG.error("consumer {} cannot apply what is parked of {}", consumer, topic, e);
      return new Replayed(applied, Optional.of(e.getClass().getSimpleName()));
    }
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

  /** Keys whose events wait, the longest first, at most {@value #LISTED_MAX}. */
  public List<ParkedKey> waiting(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        WAITING,
        row ->
            new ParkedKey(
                row.getString("topic"),
                row.getString("key"),
                row.getLong("events"),
                row.getString("reason"),
                row.getTimestamp("since").toInstant()),
        consumer,
        LISTED_MAX);
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
