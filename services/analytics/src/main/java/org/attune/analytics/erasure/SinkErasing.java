package org.attune.analytics.erasure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.attune.platform.data.Sql;
import org.attune.platform.erase.Keeping;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.EventType;

/**
 * Deletes a participant's events from all tables of the sink, by their positions; those that say
 * that the participant was erased stay.
 */
public final class SinkErasing implements Keeping {
  private static final String TABLES =
      """
      select c.table_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
        and c.column_name = 'log_number'
      order by c.table_name
      """;

  private static final String DELETE =
      """
      delete from "%s" t using sink_event e
      where e.study = ? and e.participant = ? and e.type <> all(?)
        and t.log_topic = e.topic and t.log_partition = e.partition
        and t.log_epoch = e.epoch and t.log_number = e.number
      """;

  private static final String DELETE_EVENTS =
      "delete from sink_event where study = ? and participant = ? and type <> all(?)";

  private final String[] staying;

  public SinkErasing(EventCatalog catalog) {
    staying =
        catalog.types().stream()
            .filter(EventType::staysAfterErasure)
            .map(EventType::name)
            .toArray(String[]::new);
  }

  @Override
  public String keep(Connection connection, EventKey participant, Instant at) throws SQLException {
    for (var table : Sql.query(connection, TABLES, row -> row.getString(1))) {
      delete(connection, DELETE.formatted(table), participant);
    }
    delete(connection, DELETE_EVENTS, participant);
    return "";
  }

  private void delete(Connection connection, String sql, EventKey participant) throws SQLException {
    Sql.update(connection, sql, participant.study(), participant.participant(), staying);
  }
}
