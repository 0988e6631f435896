package org.attune.platform.due;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what is due, owner by owner: one transaction locks an owner and handles all its due rows
 * in order of time. Any number of loops may work on one table; an owner that another transaction
 * holds is passed over and found again.
 */
public final class DueLoop implements Runnable, AutoCloseable {
  /** Rows handled in one transaction. */
  static final int ROWS_MAX = 200;

  /** Owners looked at in one round. */
  static final int OWNERS_MAX = 100;

  /** A row that failed this often is left for a person; the metric {@code attune_due_stuck}. */
  static final int ATTEMPTS_MAX = 8;

  private static final Duration IDLE_MAX = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);

  private static final String DATABASE_TIME = "select clock_timestamp() as now";

  private static final String OWNERS =
      """
      select study, participant from due where at <= ?::timestamptz and attempts < ?
      group by study, participant order by min(at), study, participant limit ?
      """;

  private static final String TAKE =
      """
      with taken as (
        delete from due where (study, participant, kind, key) in (
          select study, participant, kind, key from due
          where study = ? and participant = ? and at <= ?::timestamptz and attempts < ?
          order by at, kind, key limit ?)
        returning kind, key, at)
      select kind, key, at from taken order by at, kind, key
      """;

  private static final String DELAY =
      """
      update due d set attempts = attempts + 1, at = t.now + interval '1 second' * (2 ^ attempts)
      from (select ?::timestamptz as now) t
      where study = ? and participant = ? and at <= t.now
      """;

  private final String service;
  private final Database database;
  private final History history;
  private final Map<String, DueHandler> handlers;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closing;

  public DueLoop(
      String service, Database database, History history, Map<String, DueHandler> handlers) {
    this.service = service;
    this.database = database;
    this.history = history;
    this.handlers = handlers;
  }

  /** Works by the database's clock until closed. */
  @Override
  public void run() {
    while (!closing) {
      try {
        var now =
            database.inTransaction(
                connection ->
                    Sql.find(connection, DATABASE_TIME, row -> Sql.instant(row, "now"))
                        .orElseThrow());
        if (tick(now) == 0) pause();
      } catch (DatabaseException | ConcurrentChangeException e) {
        LOG.warn("due loop of {} waits: {}", service, e.getMessage());
        pause();
      }
    }
  }

  /** Says that something may have become due. Never blocks. */
  public void wake() {
    if (woken.availablePermits() == 0) woken.release();
  }

  /**
   * Handles all that is due at {@code now}, for up to {@value #OWNERS_MAX} owners.
   *
   * @return rows handled
   */
  public int tick(Instant now) {
    List<EventKey> owners =
        database.inTransaction(
            connection ->
                Sql.query(
                    connection,
                    OWNERS,
                    row -> new EventKey(row.getString("study"), row.getString("participant")),
                    now,
                    ATTEMPTS_MAX,
                    OWNERS_MAX));
    int handled = 0;
    for (var owner : owners) handled += tickGuarded(owner, now);
    return handled;
  }

  private int tickGuarded(EventKey owner, Instant now) {
    try {
      return tick(owner, now);
    } catch (ConcurrentChangeException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof DatabaseException world && !world.isPermanent()) throw e;
      LOG.error("due rows of {} fail: {}", service, e.getClass().getSimpleName(), e);
      database.transact(
          connection -> Sql.update(connection, DELAY, now, owner.study(), owner.participant()));
      return 0;
    }
  }

  /**
   * Handles what is due for one owner.
   *
   * @return rows handled
   */
  public int tick(EventKey owner, Instant now) {
    return database.inTransaction(connection -> handle(connection, owner, now));
  }

  private int handle(Connection connection, EventKey owner, Instant now) throws SQLException {
    var locked =
        history.lock(
            connection,
            owner,
            new Sql.Query<>(
                TAKE,
                row ->
                    new DueRow(
                        row.getString("kind"), owner, row.getString("key"), Sql.instant(row, "at")),
                owner.study(),
                owner.participant(),
                now,
                ATTEMPTS_MAX,
                ROWS_MAX));
    var place = locked.place();
    for (var row : locked.rows()) {
      var handler = handlers.get(row.kind());
      if (handler == null) throw new IllegalStateException("nobody handles " + row.kind());
      place = handler.handle(connection, place, row);
    }
    return locked.rows().size();
  }

  private void pause() {
    try {
      if (woken.tryAcquire(IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS)) woken.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  @Override
  public void close() {
    closing = true;
    woken.release();
  }
}
