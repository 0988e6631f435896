package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventType;
import org.attune.platform.event.Position;
import org.attune.platform.log.LogStore;
import org.jspecify.annotations.Nullable;

/**
 * Promise I2 for the sink: each event of every log is in it once, at its position, with one row in
 * the table of its type.
 */
final class SinkCheck {
  /** Log numbers compared at a time. */
  private static final int CHUNK = 10_000;

  private static final String LOGGED =
      """
      select l.epoch, l.number, h.event_id, h.payload is null and h.digest is not null as erased
      from log l left join history h using (study, participant, seq)
      where l.topic = ? and l.partition = ? and l.number > ? and l.number <= ?
      """;

  private static final String SUNK =
      """
      select epoch, number, event_id, false as erased from sink_event
      where topic = ? and partition = ? and number > ? and number <= ?
      """;

  private static final String BY_TYPE =
      """
      select type || ' ' || topic, count(*) as rows, sum(number) as numbers from sink_event
      group by type, topic order by 1
      """;

  /** Where an event stands within one partition. */
  private record Place(int epoch, long number) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byEpoch = Integer.compare(epoch, other.epoch);
      return byEpoch != 0 ? byEpoch : Long.compare(number, other.number);
    }
  }

  private final EventCatalog catalog;
  private final Findings findings;

  SinkCheck(EventCatalog catalog, Findings findings) {
    this.catalog = catalog;
    this.findings = findings;
  }

  /** Compares a service's log with what the sink holds of it, some numbers at a time. */
  void log(Database sink, CheckedService service) {
    List<LogStore.Head> heads = service.database().inTransaction(LogStore::heads);
    for (var head : heads) {
      for (long above = 0; above <= head.number(); above += CHUNK) {
        boolean last = above + CHUNK > head.number();
        long upTo = last ? Long.MAX_VALUE : above + CHUNK;
        compare(
            service.name(),
            head,
            read(service.database(), LOGGED, head, above, upTo),
            read(sink, SUNK, head, above, upTo));
      }
    }
  }

  /** An event as log or sink has it. */
  private record Entry(@Nullable UUID eventId, boolean erased) {}

  private static TreeMap<Place, Entry> read(
      Database database, String sql, LogStore.Head head, long above, long upTo) {
    var entries = new TreeMap<Place, Entry>();
    database.transact(
        connection ->
            Sql.query(
                connection,
                sql,
                row -> {
                  var place = new Place(row.getInt(1), row.getLong(2));
                  entries.put(place, new Entry(row.getObject(3, UUID.class), row.getBoolean(4)));
                  return place;
                },
                head.topic(),
                head.partition(),
                above,
                upTo));
    return entries;
  }

  private void compare(
      String service,
      LogStore.Head head,
      TreeMap<Place, Entry> logged,
      TreeMap<Place, Entry> sunk) {
    logged.forEach(
        (place, entry) -> {
          var position = position(head, place);
          var held = sunk.get(place);
          if (entry.erased()) {
            if (held != null) erasedAndHeld(position);
          } else if (held == null) {
            broken(service + " log " + position, "The sink does not hold it.");
          } else if (entry.eventId() != null && !entry.eventId().equals(held.eventId())) {
            broken("sink " + position, "It is another event than the log's.");
          }
        });
    for (var place : sunk.keySet()) {
      if (logged.containsKey(place) || place.epoch() < head.epoch()) continue;
      broken("sink " + position(head, place), "No log of " + service + " holds it.");
    }
    findings.count("sink rows", sunk.size());
  }

  private void erasedAndHeld(Position position) {
    findings.broken(Promise.I12, "sink " + position, "The event was erased, the sink holds it.");
  }

  private static Position position(LogStore.Head head, Place place) {
    return new Position(head.topic(), head.partition(), place.epoch(), place.number());
  }

  /** Compares what the sink knows of all events with the tables of their types. */
  void tables(Connection sink) throws SQLException {
    Map<String, String> expected = new HashMap<>();
    SinkNames.stream(sink, BY_TYPE, row -> expected.put(row.getString(1), totals(row, 2)));
    for (var type : catalog.types()) {
      for (var kind : type.kinds()) table(sink, kind, expected);
    }
  }

  private void table(Connection sink, EventType kind, Map<String, String> expected)
      throws SQLException {
    var table = SinkNames.table(kind);
    var events = kind.name() + " " + kind.topic();
    if (SinkNames.exists(sink, table)) {
      var found = totals(sink, table);
      if (!found.equals(expected.getOrDefault(events, "0 rows, 0"))) differ(sink, table, kind);
    } else if (expected.containsKey(events)) {
      broken("sink " + table, "There is no such table.");
    }
  }

  private static String totals(Connection sink, String table) throws SQLException {
    var sql = "select count(*), coalesce(sum(log_number), 0) from " + table;
    return Sql.find(sink, sql, row -> totals(row, 1)).orElseThrow();
  }

  private static String totals(ResultSet row, int column) throws SQLException {
    return row.getLong(column) + " rows, " + row.getLong(column + 1);
  }

  private void differ(Connection sink, String table, EventType kind) throws SQLException {
    var sql =
        """
        select coalesce(log_topic, topic), coalesce(log_partition, partition),
          coalesce(log_epoch, epoch), coalesce(log_number, number), log_topic is null
        from %s t full join (select * from sink_event where type = '%s' and topic = '%s') e on
          t.log_topic = e.topic and t.log_partition = e.partition
          and t.log_epoch = e.epoch and t.log_number = e.number
        where t.log_topic is null or e.topic is null order by 1, 2, 3, 4 limit 10
        """
            .formatted(table, kind.name(), kind.topic());
    SinkNames.stream(
        sink,
        sql,
        row ->
            broken(
                "sink %s %s:%d:%d:%d"
                    .formatted(
                        table, row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4)),
                row.getBoolean(5)
                    ? "The event was consumed, but has no row."
                    : "The row belongs to no event that was consumed."));
  }

  private void broken(String where, String sentence) {
    findings.broken(Promise.I2, where, sentence);
  }
}
