package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.attune.platform.data.Sql;
import org.attune.platform.erase.ErasureReport;
import org.attune.platform.erase.OwnedTables;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.EventType;

/**
 * Promise I12: whom enrollment has erased every service has erased, and of the erased no payload,
 * no row, no parked event and nothing in the sink is left. Keeps who was erased.
 */
final class ErasureCheck {
  /** The service that decides it. */
  static final String DECIDES = "enrollment";

  private static final String ERASED =
      """
      select study, participant from ledger where erased_at is not null
      order by study, participant
      """;

  private static final String LEFT =
      """
      select seq, type from history
      where study = ? and participant = ? and (payload is not null or salt is not null)
        and type <> all(?)
      order by seq
      """;

  private static final String SUNK =
      """
      select count(*) from sink_event where study = ? and participant = ? and type <> all(?)
      """;

  private final EventCatalog catalog;
  private final String[] staying;
  private final Set<EventKey> erased = new TreeSet<>();

  ErasureCheck(EventCatalog catalog) {
    this.catalog = catalog;
    staying =
        catalog.types().stream()
            .filter(EventType::staysAfterErasure)
            .map(EventType::name)
            .toArray(String[]::new);
  }

  /** Learns who was erased; before any {@link #check}. */
  void learn(Connection enrollment, Findings findings) throws SQLException {
    erased.addAll(erasedIn(enrollment));
    findings.count("erased", erased.size());
  }

  boolean isErased(EventKey owner) {
    return erased.contains(owner);
  }

  private static Set<EventKey> erasedIn(Connection connection) throws SQLException {
    return new TreeSet<>(
        Sql.query(
            connection,
            ERASED,
            row -> new EventKey(row.getString("study"), row.getString("participant"))));
  }

  /** Looks for what a service still holds. */
  void check(Connection connection, CheckedService service, Findings findings) throws SQLException {
    var here = erasedIn(connection);
    boolean keepsParticipants = ErasureReport.isMadeBy(catalog, service.name());
    for (var key : erased) {
      var where = service.name() + " of " + key;
      if (keepsParticipants && !here.contains(key)) {
        findings.broken(Promise.I12, where, "Enrollment erased the participant, it did not.");
      }
    }
    for (var key : here) left(connection, service, key, findings);
  }

  private void left(Connection connection, CheckedService service, EventKey key, Findings findings)
      throws SQLException {
    Sql.query(
        connection,
        LEFT,
        row -> {
          findings.broken(
              Promise.I12,
              "%s history %s #%d %s"
                  .formatted(service.name(), key, row.getLong("seq"), row.getString("type")),
              "Its contents were not erased.");
          return true;
        },
        key.study(),
        key.participant(),
        staying);
    OwnedTables.count(connection, key)
        .forEach((table, rows) -> holds(service.name() + " " + table, key, rows, findings));
    if (!SinkNames.exists(connection, "sink_event")) return;
    long sunk =
        Sql.find(connection, SUNK, row -> row.getLong(1), key.study(), key.participant(), staying)
            .orElse(0L);
    if (sunk > 0) holds("sink", key, sunk, findings);
  }

  private static void holds(String what, EventKey key, long rows, Findings findings) {
    findings.broken(
        Promise.I12,
        what + " of " + key,
        "%d row%s of an erased participant left.".formatted(rows, rows == 1 ? " is" : "s are"));
  }
}
