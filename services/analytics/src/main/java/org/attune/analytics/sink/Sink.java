package org.attune.analytics.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.data.Database;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Message;

/**
 * Keeps every event of every service as insert-only rows, in tables that follow the schemas by
 * which the events were written. A new event, or a new field, needs a schema and nothing here.
 *
 * <p>Each event has a row in {@code sink_event} and one in its own table, and a row per array
 * element in child tables. Rows arrive in the transaction that moves the consumer's cursor, so that
 * the cursor says exactly what is here; the log position is the primary key behind it. Erasing a
 * participant is the one delete: {@code sink_event} knows the positions of its events.
 */
public final class Sink implements MessageHandler {
  private final EventCatalog catalog;
  private final TableStore tables = new TableStore();
  private final Map<Schema, SinkTable> mapped = new ConcurrentHashMap<>();
  private final Set<Schema> prepared = ConcurrentHashMap.newKeySet();

  public Sink(EventCatalog catalog) {
    this.catalog = catalog;
  }

  /** Empty: all. */
  @Override
  public Set<String> types() {
    return Set.of();
  }

  /** Makes the tables of all events that this build knows, so that readers find them. */
  public void prepare(Connection connection) throws SQLException {
    for (var type : catalog.types()) prepare(connection, type.name(), type.schema());
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    applyAll(connection, List.of(message));
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    if (messages.isEmpty()) return;
    var batch = new RowBatch();
    var writers = new HashSet<Schema>();
    for (var message : messages) {
      var written = message.asWritten();
      var writer = written.getSchema();
      if (writers.add(writer)) prepare(connection, message.type(), writer);
      batch.add(message, table(message.type(), writer), written);
    }
    batch.copyInto(connection);
  }

  private void prepare(Connection connection, String type, Schema writer) throws SQLException {
    if (prepared.contains(writer)) return;
    tables.prepare(connection, table(type, writer), writer);
    Database.afterCommit(() -> prepared.add(writer));
  }

  private SinkTable table(String type, Schema writer) {
    return mapped.computeIfAbsent(writer, schema -> TableMapping.of(catalog.type(type), schema));
  }
}
