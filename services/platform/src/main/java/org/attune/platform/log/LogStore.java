package org.attune.platform.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.Topics;

/** The log in PostgreSQL: gives numbers, remembers what the broker has acknowledged. */
public final class LogStore {
  /**
   * The end of one partition.
   *
   * @param number last number given; 0 before the first
   * @param sent last number that the broker acknowledged
   */
  public record Head(String topic, int partition, int epoch, long number, long sent) {}

  private static final String BEGIN =
      """
      insert into log_head (topic, partition)
      select topic, partition from unnest(?) as topic, generate_series(0, ?) as partition
      on conflict do nothing
      """;

  private static final String HEADS =
      "select topic, partition, epoch, number, sent from log_head order by topic, partition";

  private static final String TAKE =
      """
      with taken as (
        delete from outbox where id in (select id from outbox order by id limit ?)
        returning id, study, participant, seq, topic)
      select t.study, t.participant, t.seq, t.topic, h.event_id, h.type, h.payload, h.occurred_at,
        h.cause
      from taken t join history h using (study, participant, seq) order by t.id
      """;

  private static final String NUMBER =
      """
      insert into log (topic, partition, epoch, number, study, participant, seq)
      select * from unnest(?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String ADVANCE =
      """
      update log_head h set number = e.number
      from unnest(?, ?, ?) as e (topic, partition, number)
      where h.topic = e.topic and h.partition = e.partition
      """;

  private static final String UNSENT =
      """
      select l.study, l.participant, l.seq, l.topic, l.partition, l.epoch, l.number,
        h.event_id, h.type, h.payload, h.occurred_at, h.cause
      from log l join history h using (study, participant, seq)
      where l.topic = ? and l.partition = ? and l.number > ?
      order by l.number limit ?
      """;

  private static final String SENT =
      """
      update log_head h set sent = greatest(h.sent, e.number)
      from unnest(?, ?, ?) as e (topic, partition, number)
      where h.topic = e.topic and h.partition = e.partition
      """;

  private final String service;

  LogStore(String service) {
    this.service = service;
  }

  void begin(Connection connection, List<String> topics) throws SQLException {
    Sql.update(connection, BEGIN, topics.toArray(new String[0]), Topics.PARTITIONS - 1);
  }

  /** The ends of all partitions of this service's topics. */
  public static List<Head> heads(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        HEADS,
        row ->
            new Head(
                row.getString("topic"),
                row.getInt("partition"),
                row.getInt("epoch"),
                row.getLong("number"),
                row.getLong("sent")));
  }

  /** Takes up to {@code max} outbox rows and gives them the next numbers of their partitions. */
  List<NumberedEvent> number(Connection connection, int max) throws SQLException {
    var heads = new HashMap<TopicPartition, Head>();
    for (var head : heads(connection)) {
      heads.put(new TopicPartition(head.topic(), head.partition()), head);
    }
    var next = new HashMap<TopicPartition, Long>();
    var events = Sql.query(connection, TAKE, row -> numbered(row, heads, next), max);
    if (events.isEmpty()) return events;
    insert(connection, events);
    advance(connection, ADVANCE, next);
    return events;
  }

  private NumberedEvent numbered(
      ResultSet row, Map<TopicPartition, Head> heads, Map<TopicPartition, Long> next)
      throws SQLException {
    var key = new EventKey(row.getString("study"), row.getString("participant"));
    var partition = new TopicPartition(row.getString("topic"), Topics.partition(key));
    var head = heads.get(partition);
    if (head == null) throw new IllegalStateException("no log head for " + partition);
    long number = next.merge(partition, head.number() + 1, (last, _) -> last + 1);
    return event(
        row, key, new Position(partition.topic(), partition.partition(), head.epoch(), number));
  }

  private NumberedEvent event(ResultSet row, EventKey key, Position position) throws SQLException {
    return new NumberedEvent(
        service,
        position,
        key,
        row.getLong("seq"),
        row.getObject("event_id", UUID.class),
        row.getString("type"),
        Sql.instant(row, "occurred_at"),
        Optional.ofNullable(row.getString("cause")),
        row.getBytes("payload"));
  }

  private static void insert(Connection connection, List<NumberedEvent> events)
      throws SQLException {
    int count = events.size();
    var topics = new String[count];
    var partitions = new Integer[count];
    var epochs = new Integer[count];
    var numbers = new Long[count];
    var studies = new String[count];
    var participants = new String[count];
    var seqs = new Long[count];
    for (int i = 0; i < count; i++) {
      var event = events.get(i);
      topics[i] = event.position().topic();
      partitions[i] = event.position().partition();
      epochs[i] = event.position().epoch();
      numbers[i] = event.position().number();
      studies[i] = event.key().study();
      participants[i] = event.key().participant();
      seqs[i] = event.seq();
    }
    Sql.update(
        connection, NUMBER, topics, partitions, epochs, numbers, studies, participants, seqs);
  }

  /** Events of one partition above {@code above}, in order, at most {@code max}. */
  List<NumberedEvent> above(Connection connection, String topic, int partition, long above, int max)
      throws SQLException {
    return Sql.query(
        connection,
        UNSENT,
        row ->
            event(
                row,
                new EventKey(row.getString("study"), row.getString("participant")),
                new Position(topic, partition, row.getInt("epoch"), row.getLong("number"))),
        topic,
        partition,
        above,
        max);
  }

  void sent(Connection connection, Map<TopicPartition, Long> numbers) throws SQLException {
    advance(connection, SENT, numbers);
  }

  private static void advance(Connection connection, String sql, Map<TopicPartition, Long> numbers)
      throws SQLException {
    if (numbers.isEmpty()) return;
    var topics = new ArrayList<String>();
    var partitions = new ArrayList<Integer>();
    var values = new ArrayList<Long>();
    numbers.forEach(
        (partition, number) -> {
          topics.add(partition.topic());
          partitions.add(partition.partition());
          values.add(number);
        });
    Sql.update(
        connection,
        sql,
        topics.toArray(new String[0]),
        partitions.toArray(new Integer[0]),
        values.toArray(new Long[0]));
  }
}
