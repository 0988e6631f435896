package org.attune.platform.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.attune.platform.data.Sql;

/** The cursor rows of a consumer. */
final class CursorStore {
  private static final String FIND =
      """
      select topic, partition, epoch, number, next_offset, topic_id from cursor
      where consumer = ? and topic = ? and partition = ?
      """;

  private static final String BEGIN =
      """
      insert into cursor (consumer, topic, partition, epoch, number, next_offset, topic_id)
      values (?, ?, ?, 1, 0, 0, ?) on conflict do nothing
      """;

  private static final String ADVANCE =
      """
      update cursor c
      set epoch = m.epoch, number = m.number, next_offset = m.next_offset, topic_id = m.topic_id
      from unnest(?, ?, ?, ?, ?, ?, ?, ?)
        as m (topic, partition, epoch, number, next_offset, topic_id, from_epoch, from_number)
      where c.consumer = ? and c.topic = m.topic and c.partition = m.partition
        and c.epoch = m.from_epoch and c.number = m.from_number
      """;

  private static final String ALL =
      """
      select topic, partition, epoch, number, next_offset, topic_id from cursor
      where consumer = ? order by topic, partition
      """;

  private final String consumer;

  CursorStore(String consumer) {
    this.consumer = consumer;
  }

  Cursor load(Connection connection, String topic, int partition, String topicId)
      throws SQLException {
    var found = Sql.find(connection, FIND, CursorStore::read, consumer, topic, partition);
    if (found.isPresent()) return found.get();
    Sql.update(connection, BEGIN, consumer, topic, partition, topicId);
    return Sql.find(connection, FIND, CursorStore::read, consumer, topic, partition).orElseThrow();
  }

  /** True if all still stood where the moves begin; false if somebody else has moved one. */
  boolean advance(Connection connection, List<ConsumerLoop.Move> moves) throws SQLException {
    if (moves.isEmpty()) return true;
    var to = moves.stream().map(ConsumerLoop.Move::to).toList();
    var from = moves.stream().map(ConsumerLoop.Move::from).toList();
    return Sql.update(
            connection,
            ADVANCE,
            to.stream().map(Cursor::topic).toArray(String[]::new),
            to.stream().map(Cursor::partition).toArray(Integer[]::new),
            to.stream().map(Cursor::epoch).toArray(Integer[]::new),
            to.stream().map(Cursor::number).toArray(Long[]::new),
            to.stream().map(Cursor::nextOffset).toArray(Long[]::new),
            to.stream().map(Cursor::topicId).toArray(String[]::new),
            from.stream().map(Cursor::epoch).toArray(Integer[]::new),
            from.stream().map(Cursor::number).toArray(Long[]::new),
            consumer)
        == moves.size();
  }

  List<Cursor> all(Connection connection) throws SQLException {
    return Sql.query(connection, ALL, CursorStore::read, consumer);
  }

  private static Cursor read(java.sql.ResultSet row) throws SQLException {
    return new Cursor(
        row.getString("topic"),
        row.getInt("partition"),
        row.getInt("epoch"),
        row.getLong("number"),
        row.getLong("next_offset"),
        row.getString("topic_id"));
  }
}
