package org.attune.platform.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

  private static final String WAITING = "select exists (select from outbox) as waiting";

  private static final String RELAYED =
      """
      select not exists (select from outbox)
        and not exists (select from log_head where sent < number) as relayed
      """;

  private static final String UNPLACED =
      "select id, study, participant from outbox where partition is null order by id";

  private static final String PLACE =
      """
      update outbox o set partition = p.partition
      from unnest(?, ?) as p (id, partition) where o.id = p.id
      """;

  /** Rows leave the outbox, get the next numbers and are in the log, all or none of it. */
  private static final String NUMBER =
      """
      with taken as (
        delete from outbox where id in (select id from outbox order by id limit ?)
        returning id, study, participant, seq, topic, partition),
      numbered as (
        select t.id, t.study, t.participant, t.seq, topic, partition, h.epoch,
          h.number + row_number() over (partition by topic, partition order by t.id) as number
        from taken t join log_head h using (topic, partition)),
      logged as (
        insert into log (topic, partition, epoch, number, study, participant, seq)
        select topic, partition, epoch, number, study, participant, seq from numbered),
      ends as (
        select topic, partition, max(number) as number, max(sent) as sent
        from (
          select topic, partition, number, 0 as sent from numbered
          union all
          select topic, partition, 0, sent from unnest(?, ?, ?) as s (topic, partition, sent)) e
        group by topic, partition),
      advanced as (
        update log_head h
        set number = greatest(h.number, e.number), sent = greatest(h.sent, e.sent)
        from ends e where h.topic = e.topic and h.partition = e.partition)
      select n.study, n.participant, n.seq, n.topic, n.partition, n.epoch, n.number,
        h.event_id, h.type, h.payload, h.occurred_at, h.cause
      from numbered n join history h using (study, participant, seq) order by n.id
      """;

  private static final String UNSENT =
      """
      select l.study, l.participant, l.seq, l.topic, l.partition, l.epoch, l.number,
        h.event_id, h.type, h.payload, h.occurred_at, h.cause
      from log l join history h using (study, participant, seq)
      where l.topic = ? and l.partition = ? and l.number > ?
      order by l.number limit ?
      """;

  private final String service;

  LogStore(String service) {
    this.service = service;
  }

  /** Makes sure that each partition has an end, and each row of the outbox a partition. */
  void begin(Connection connection, List<String> topics) throws SQLException {
    Sql.update(connection, BEGIN, topics.toArray(new String[0]), Topics.PARTITIONS - 1);
    var ids = new ArrayList<Long>();
    var partitions =
        Sql.query(
            connection,
            UNPLACED,
            row -> {
              ids.add(row.getLong("id"));
              return Topics.partition(
                  new EventKey(row.getString("study"), row.getString("participant")));
            });
    Sql.update(connection, PLACE, ids.toArray(new Long[0]), partitions.toArray(new Integer[0]));
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

  /** True if all that is recorded has a number, and that the broker has it is noted. */
  public static boolean isRelayed(Connection connection) throws SQLException {
    return Sql.find(connection, RELAYED, row -> row.getBoolean("relayed")).orElseThrow();
  }

  /** True if there is a row to number. */
  boolean isWaiting(Connection connection) throws SQLException {
    return Sql.find(connection, WAITING, row -> row.getBoolean("waiting")).orElseThrow();
  }

  /**
   * Takes up to {@code max} outbox rows and gives them the next numbers of their partitions; notes
   * what the broker has acknowledged since.
   *
   * @param sent last acknowledged number by partition; those not named stay as they are
   */
  List<NumberedEvent> number(Connection connection, int max, Map<TopicPartition, Long> sent)
      throws SQLException {
    var topics = new ArrayList<String>();
    var partitions = new ArrayList<Integer>();
    var numbers = new ArrayList<Long>();
    sent.forEach(
        (partition, number) -> {
          topics.add(partition.topic());
          partitions.add(partition.partition());
          numbers.add(number);
        });
    return Sql.query(
        connection,
        NUMBER,
        this::event,
        max,
        topics.toArray(new String[0]),
        partitions.toArray(new Integer[0]),
        numbers.toArray(new Long[0]));
  }

  private NumberedEvent event(ResultSet row) throws SQLException {
    return event(
        row,
        new EventKey(row.getString("study"), row.getString("participant")),
        new Position(
            row.getString("topic"),
            row.getInt("partition"),
            row.getInt("epoch"),
            row.getLong("number")));
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

  /** Events of one partition above {@code above}, in order, at most {@code max}. */
  List<NumberedEvent> above(Connection connection, String topic, int partition, long above, int max)
      throws SQLException {
    return Sql.query(connection, UNSENT, this::event, topic, partition, above, max);
  }
}
