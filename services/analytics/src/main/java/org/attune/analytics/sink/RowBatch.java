package org.attune.analytics.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows of several events on their way into their tables: one COPY per table. */
final class RowBatch {
  private static final String COPY_EVENTS =
      """
      copy sink_event (topic, partition, epoch, number, event_id, type, study, participant, at,
        cause_topic, cause_partition, cause_epoch, cause_number)
      from stdin with (format binary)
      """;
  private static final int EVENT_COLUMNS = 13;
  private static final int POSITION_COLUMNS = 4;
  private static final int[] NO_INDEX = {};

  private final Map<String, CopyBuffer> byCopy = new LinkedHashMap<>();

  /** Adds the rows of one event. */
  void add(Message message, SinkTable table, IndexedRecord written) {
    envelope(message);
    rows(table, written, message.position(), NO_INDEX);
  }

  private void envelope(Message message) {
    var out = buffer(COPY_EVENTS);
    out.row(EVENT_COLUMNS);
    position(out, message.position());
    out.uuid(message.eventId());
    out.text(message.type());
    out.text(message.key().study());
    out.text(message.key().participant());
    out.instant(ChronoUnit.MICROS.between(Instant.EPOCH, message.at()));
    message
        .cause()
        .ifPresentOrElse(
            cause -> position(out, cause),
            () -> {
              for (int i = 0; i < POSITION_COLUMNS; i++) out.none();
            });
  }

  private void rows(SinkTable table, Object element, Position position, int[] indexes) {
    var out = buffer(table.copySql());
    out.row(POSITION_COLUMNS + indexes.length + table.columns().size());
    position(out, position);
    for (int index : indexes) out.integer(index);
    for (var column : table.columns()) {
      var value = follow(element, column.path());
      if (value == null) out.none();
      else column.type().write(out, value);
    }
    for (var child : table.children()) {
      if (!(follow(element, child.path()) instanceof List<?> list)) continue;
      for (int i = 0; i < list.size(); i++) {
        var inner = list.get(i);
        if (inner != null) rows(child, inner, position, append(indexes, i));
      }
    }
  }

  private static @Nullable Object follow(Object element, List<Integer> path) {
    Object value = element;
    for (int field : path) {
      if (!(value instanceof IndexedRecord record)) return null;
      value = record.get(field);
    }
    return value;
  }

  private static int[] append(int[] indexes, int index) {
    var longer = java.util.Arrays.copyOf(indexes, indexes.length + 1);
    longer[indexes.length] = index;
    return longer;
  }

  private static void position(CopyBuffer out, Position position) {
    out.text(position.topic());
    out.integer(position.partition());
    out.integer(position.epoch());
    out.bigint(position.number());
  }

  private CopyBuffer buffer(String copy) {
    return byCopy.computeIfAbsent(copy, _ -> new CopyBuffer());
  }

  /** Sends all rows in the transaction of {@code connection}. */
  void copyInto(Connection connection) throws SQLException {
    var copies = connection.unwrap(PGConnection.class).getCopyAPI();
    for (var table : byCopy.entrySet()) {
      var bytes = table.getValue().finish();
      var copy = copies.copyIn(table.getKey());
      try {
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
      } catch (SQLException e) {
        letGo(copy, e);
        throw e;
      }
    }
  }

  /**
   * A copy that broke holds the connection's lock, on which whatever is done next with the
   * connection, a rollback too, would wait for ever.
   */
  private static void letGo(CopyIn copy, SQLException why) {
    try {
      if (copy.isActive()) copy.cancelCopy();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }
}
