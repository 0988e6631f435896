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
import org.attune.platform.event.EventType;
import org.attune.platform.event.Message;

/**
 * Keeps every event of every service as insert-only rows, in tables that follow the schemas by
 * which the events were written. A new event, or a new field, needs a schema and nothing here.
 *
 * <p>Each event has a row in {@code sink_event} and one in its own table, and a row per array
 * element in child tables. Rows arrive in the transaction that moves the consumer's cursor, so that
 * the cursor says exactly what is here; the log position is the key of {@code sink_event} behind
 * it. Erasing a participant is the one delete: {@code sink_event} knows the positions of its
 * events.
 */
public final class Sink implements MessageHandler {
  private final EventCatalog catalog;
  private final List<SinkView> views;
  private final TableStore tables = new TableStore();
  private final Map<Writing, SinkTable> mapped = new ConcurrentHashMap<>();
  private final Set<Writing> prepared = ConcurrentHashMap.newKeySet();

  /**
   * What was written how.
   *
   * @param kind on the topic it came by
   * @param schema the writer's
   */
  private record Writing(EventType kind, Schema schema) {}

  /**
   * @param views over the tables of events that this build knows, each after those it reads
   */
  public Sink(EventCatalog catalog, List<SinkView> views) {
    this.catalog = catalog;
    this.views = List.copyOf(views);
  }

  /** Empty: all. */
  @Override
  public Set<String> types() {
    return Set.of();
  }

  /**
   * Makes the tables of all events that this build knows, so that readers find them, and the views
   * over them. What a newer writer adds to a table is in no view of this build.
   */
  public void prepare(Connection connection) throws SQLException {
    for (var type : catalog.types()) {
      for (var kind : type.kinds()) prepare(connection, new Writing(kind, type.schema()));
    }
    tables.prepareViews(connection, views);
  }

  @Override
  public void apply(Connection connection, Message message) throws SQLException {
    applyAll(connection, List.of(message));
  }

  @Override
  public void applyAll(Connection connection, List<Message> messages) throws SQLException {
    if (messages.isEmpty()) return;
    var batch = new RowBatch();
    var writings = new HashSet<Writing>();
    for (var message : messages) {
      var written = message.asWritten();
      var kind = catalog.type(message.type()).on(message.position().topic());
      var writing = new Writing(kind, written.getSchema());
      if (writings.add(writing)) prepare(connection, writing);
      batch.add(message, table(writing), written);
    }
    batch.copyInto(connection);
  }

  private void prepare(Connection connection, Writing writing) throws SQLException {
    if (prepared.contains(writing)) return;
    tables.prepare(connection, table(writing), writing.schema());
    Database.afterCommit(() -> prepared.add(writing));
  }

  private SinkTable table(Writing writing) {
    return mapped.computeIfAbsent(writing, w -> TableMapping.of(w.kind(), w.schema()));
  }
}
