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
      update cursor set epoch = ?, number = ?, next_offset = ?, topic_id = ?
      where consumer = ? and topic = ? and partition = ? and epoch = ? and number = ?
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

  /** True if {@code from} still stood; false if somebody else has moved it. */
  boolean advance(Connection connection, Cursor from, Cursor to) throws SQLException {
    return Sql.update(
            connection,
            ADVANCE,
            to.epoch(),
            to.number(),
            to.nextOffset(),
            to.topicId(),
            consumer,
            from.topic(),
            from.partition(),
            from.epoch(),
            from.number())
        == 1;
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
