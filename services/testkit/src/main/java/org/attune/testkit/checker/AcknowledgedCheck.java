package org.attune.testkit.checker;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;

/** Promise I1: every acknowledged act is in its service's history and in the sink. */
final class AcknowledgedCheck {
  private record Sought(Acknowledged.Kind kind, String study, String participant, UUID id) {}

  /** The histories are read side by side. */
  private final Map<Sought, Acknowledged> notInHistory = new ConcurrentHashMap<>();

  private final Map<Sought, Acknowledged> notInSink = new HashMap<>();
  private final Set<Acknowledged.Kind> kinds = new TreeSet<>();

  AcknowledgedCheck(Collection<Acknowledged> acts, Findings findings) {
    for (var act : acts) {
      var owner = act.owner();
      var sought = new Sought(act.kind(), owner.study(), owner.participant(), act.id());
      notInHistory.put(sought, act);
      notInSink.put(sought, act);
      kinds.add(act.kind());
    }
    findings.count("acknowledged", notInHistory.size());
  }

  /** Looks for acts in the history of one service. */
  RowCheck inHistoryOf(String service) {
    var types = new HashMap<String, Acknowledged.Kind>();
    for (var kind : kinds) {
      if (kind.service().equals(service)) kind.types().forEach(type -> types.put(type, kind));
    }
    return row -> {
      var kind = types.get(row.type());
      if (kind == null) return;
      var id = UUID.fromString(row.asWritten().get(kind.field()).toString());
      notInHistory.remove(new Sought(kind, row.key().study(), row.key().participant(), id));
    };
  }

  /** Looks for acts in the sink's tables. */
  void inSink(Connection connection, EventCatalog catalog) throws SQLException {
    for (var kind : kinds) {
      for (var type : kind.types()) {
        for (var written : catalog.type(type).kinds()) {
          inTable(connection, kind, SinkNames.table(written));
        }
      }
    }
  }

  private void inTable(Connection connection, Acknowledged.Kind kind, String table)
      throws SQLException {
    if (!SinkNames.exists(connection, table)) return;
    var sql =
        "select study, participant_id::text, %s from %s"
            .formatted(SinkNames.snake(kind.field()), table);
    SinkNames.stream(
        connection,
        sql,
        row ->
            notInSink.remove(
                new Sought(
                    kind, row.getString(1), row.getString(2), row.getObject(3, UUID.class))));
  }

  /**
   * Says what was lost.
   *
   * @param erased whose acts are gone because that was asked for
   */
  void end(boolean withSink, Predicate<EventKey> erased, Findings findings) {
    notInHistory.values().removeIf(act -> erased.test(act.owner()));
    notInSink.values().removeIf(act -> erased.test(act.owner()));
    for (var act : notInHistory.values()) {
      findings.broken(Promise.I1, where(act), "It is in no history of " + act.kind().service());
    }
    if (!withSink) return;
    for (var act : notInSink.values()) {
      findings.broken(Promise.I1, where(act), "It is not in the sink.");
    }
  }

  private static String where(Acknowledged act) {
    return "%s %s of %s, acknowledged at %s"
        .formatted(
            act.kind().name().toLowerCase(java.util.Locale.ROOT),
            act.id(),
            act.owner(),
            act.acknowledgedAt());
  }
}
