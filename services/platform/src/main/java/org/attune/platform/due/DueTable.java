package org.attune.platform.due;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.ProgressObserver;

/**
 * The rows that wait. Schedule and cancel only with the owner locked in this service's history, so
 * that waiting and deciding never cross.
 */
public final class DueTable {
  private static final String SCHEDULE =
      """
      insert into due (kind, study, participant, key, at)
      select ?, study, participant, key, at
      from unnest(?, ?, ?, ?::timestamptz[]) as d (study, participant, key, at)
      on conflict (study, participant, kind, key)
      do update set at = excluded.at, attempts = 0
      """;

  private static final String CANCEL =
      "delete from due where study = ? and participant = ? and kind = ? and key = any(?)";

  private static final String CANCEL_OWNED =
      """
      delete from due d using unnest(?, ?, ?) as w (study, participant, key)
      where d.study = w.study and d.participant = w.participant and d.kind = ? and d.key = w.key
      """;

  private static final String CANCEL_KIND =
      "delete from due where study = ? and participant = ? and kind = ?";

  private static final String NEXT = "select at from due where attempts < ? order by at limit 1";

  private final String service;
  private final ProgressObserver observer;

  public DueTable(String service, ProgressObserver observer) {
    this.service = service;
    this.observer = observer;
  }

  /** One thing to wait for. */
  public record Entry(String key, Instant at) {}

  /** One thing to wait for, with the owner whom it is about. */
  public record OwnedEntry(EventKey owner, String key, Instant at) {}

  /** What somebody may wait for. */
  public record OwnedKey(EventKey owner, String key) {}

  /** Waits for {@code at}; a row of the same kind and key waits for the new time instead. */
  public void schedule(Connection connection, EventKey owner, String kind, String key, Instant at)
      throws SQLException {
    scheduleAll(connection, kind, List.of(new OwnedEntry(owner, key, at)));
  }

  /** Waits for each entry. */
  public void schedule(Connection connection, EventKey owner, String kind, List<Entry> entries)
      throws SQLException {
    scheduleAll(
        connection,
        kind,
        entries.stream().map(entry -> new OwnedEntry(owner, entry.key(), entry.at())).toList());
  }

  /** Waits for each entry, of whichever owner. */
  public void scheduleAll(Connection connection, String kind, List<OwnedEntry> entries)
      throws SQLException {
    if (entries.isEmpty()) return;
    Sql.write(
        connection,
        SCHEDULE,
        kind,
        entries.stream().map(entry -> entry.owner().study()).toArray(String[]::new),
        entries.stream().map(entry -> entry.owner().participant()).toArray(String[]::new),
        entries.stream().map(OwnedEntry::key).toArray(String[]::new),
        entries.stream().map(OwnedEntry::at).toArray(Instant[]::new));
    Database.afterCommit(
        () -> {
          for (var entry : entries) observer.scheduled(service, entry.owner(), kind, entry.at());
        });
  }

  /** Waits no more for these; those that do not wait are left. */
  public void cancel(Connection connection, EventKey owner, String kind, List<String> keys)
      throws SQLException {
    if (keys.isEmpty()) return;
    Sql.write(
        connection, CANCEL, owner.study(), owner.participant(), kind, keys.toArray(new String[0]));
  }

  /** Waits no more for these, of whichever owner. */
  public void cancel(Connection connection, String kind, List<OwnedKey> all) throws SQLException {
    if (all.isEmpty()) return;
    Sql.write(
        connection,
        CANCEL_OWNED,
        all.stream().map(owned -> owned.owner().study()).toArray(String[]::new),
        all.stream().map(owned -> owned.owner().participant()).toArray(String[]::new),
        all.stream().map(OwnedKey::key).toArray(String[]::new),
        kind);
  }

  /** Waits no more for anything of this kind. */
  public void cancelAll(Connection connection, EventKey owner, String kind) throws SQLException {
    Sql.write(connection, CANCEL_KIND, owner.study(), owner.participant(), kind);
  }

  /** When the next row is due. */
  public Optional<Instant> nextDue(Connection connection) throws SQLException {
    return Sql.find(connection, NEXT, row -> Sql.instant(row, "at"), DueLoop.ATTEMPTS_MAX);
  }
}
