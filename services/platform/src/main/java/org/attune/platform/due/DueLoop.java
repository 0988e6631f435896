package org.attune.platform.due;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.Database;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventKey;
import org.attune.platform.log.History;
import org.attune.platform.log.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what is due: one transaction locks many owners and handles the due rows of each in order
 * of time, first the first of everybody, then the second, so that handlers serve many owners with
 * few statements (decision 0013). Any number of loops may work on one table; an owner that another
 * transaction holds is passed over and found again. If one of them cannot be handled, each is
 * handled alone, and only the one that fails is put off.
 */
public final class DueLoop implements Runnable, AutoCloseable {
  /** Rows handled in one transaction. */
  static final int ROWS_MAX = 200;

  /** Owners handled in one transaction. */
  static final int OWNERS_MAX = 100;

  /** Owners looked at for those that nobody else holds. */
  private static final int CANDIDATES_MAX = 2 * OWNERS_MAX;

  /** Rows looked at for them, the first that are due. */
  private static final int ROWS_LOOKED_AT_MAX = 4 * OWNERS_MAX;

  /** A row that failed this often is left for a person; the metric {@code attune_due_stuck}. */
  static final int ATTEMPTS_MAX = 8;

  private static final Duration IDLE_MAX = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);

  private static final String DATABASE_TIME = "select clock_timestamp() as now";

  /** Looks at the first rows alone, however many are due. */
  private static final String OWNERS =
      """
      select study, participant
      from (
        select study, participant, at from due where at <= ?::timestamptz and attempts < ?
        order by at limit ?) first
      group by study, participant order by min(at), study, participant limit ?
      """;

  private static final String TAKE =
      """
      with chosen as (
        select d.study, d.participant, d.kind, d.key
        from unnest(?, ?, ?::timestamptz[]) as o (study, participant, now)
        cross join lateral (
          select study, participant, kind, key from due
          where study = o.study and participant = o.participant and at <= o.now and attempts < ?
          order by at, kind, key limit ?) d),
      taken as (
        delete from due d using chosen c
        where d.study = c.study and d.participant = c.participant and d.kind = c.kind
          and d.key = c.key
        returning d.study, d.participant, d.kind, d.key, d.at)
      select study, participant, kind, key, at from taken order by at, study, participant, kind, key
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
  private final Semaphore crowded = new Semaphore(0);
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
      int handled = tickNow();
      if (handled == 0) pause();
      if (handled >= OWNERS_MAX) release(crowded);
    }
  }

  /**
   * Works beside {@link #run} while more is due than one transaction takes: while one of the two
   * waits for the database or for what is asked of another service, the other goes on.
   */
  public void runBeside() {
    while (!closing) {
      try {
        crowded.acquire();
      } catch (InterruptedException e) {
        interrupted();
      }
      while (!closing && tickNow() >= OWNERS_MAX) {
        // There may be more.
      }
    }
  }

  /** 0 also if the world has failed. */
  private int tickNow() {
    try {
      var now =
          database.inTransaction(
              connection ->
                  Sql.find(connection, DATABASE_TIME, row -> Sql.instant(row, "now"))
                      .orElseThrow());
      return tick(now);
    } catch (DatabaseException | ConcurrentChangeException e) {
      LOG.warn("due loop of {} waits: {}", service, e.getMessage());
      return 0;
    }
  }

  /** Says that something may have become due. Never blocks. */
  public void wake() {
    release(woken);
  }

  private static void release(Semaphore signal) {
    if (signal.availablePermits() == 0) signal.release();
  }

  /**
   * Handles all that is due at {@code now}, for up to {@value #OWNERS_MAX} owners.
   *
   * @return rows handled
   */
  public int tick(Instant now) {
    try {
      return database.inTransaction(connection -> handleFree(connection, now));
    } catch (ConcurrentChangeException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof DatabaseException world && !world.isPermanent()) throw e;
      return tickAlone(now);
    }
  }

  private int handleFree(Connection connection, Instant now) throws SQLException {
    var owners = owners(connection, now, CANDIDATES_MAX);
    if (owners.isEmpty()) return 0;
    var places = history.lockFree(connection, owners, OWNERS_MAX);
    var turns = places.keySet().stream().map(owner -> new Tick(owner, now)).toList();
    return handle(connection, places, Sql.query(connection, taking(turns)));
  }

  private static List<EventKey> owners(Connection connection, Instant now, int most)
      throws SQLException {
    return Sql.query(
        connection,
        OWNERS,
        row -> new EventKey(row.getString("study"), row.getString("participant")),
        now,
        ATTEMPTS_MAX,
        ROWS_LOOKED_AT_MAX,
        most);
  }

  /** One of them fails: whoever it is, the others go on. */
  private int tickAlone(Instant now) {
    var owners = database.inTransaction(connection -> owners(connection, now, OWNERS_MAX));
    int handled = 0;
    for (var owner : owners) handled += tickGuarded(owner, now);
    return handled;
  }

  private int tickGuarded(EventKey owner, Instant now) {
    try {
      return tick(List.of(new Tick(owner, now))).getFirst();
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

  /** An owner and its time. */
  public record Tick(EventKey owner, Instant now) {}

  /**
   * Handles what is due for some owners, each at a time of its own.
   *
   * @param ticks each of another owner
   * @return rows handled for each, in the order of {@code ticks}
   */
  public List<Integer> tick(List<Tick> ticks) {
    return database.inTransaction(
        connection -> {
          var owners = ticks.stream().map(Tick::owner).toList();
          var locked = history.lockAll(connection, owners, taking(ticks));
          requireLocked(locked.places(), locked.rows());
          handle(connection, locked.places(), locked.rows());
          var counts = new HashMap<EventKey, Integer>();
          for (var row : locked.rows()) counts.merge(row.owner(), 1, Integer::sum);
          return owners.stream().map(owner -> counts.getOrDefault(owner, 0)).toList();
        });
  }

  /** Whose history began after the others were locked is locked when all is tried again. */
  private static void requireLocked(Map<EventKey, Place> places, List<DueRow> rows) {
    for (var row : rows) {
      if (places.containsKey(row.owner())) continue;
      throw new ConcurrentChangeException("an owner began meanwhile: " + row.kind());
    }
  }

  private static Sql.Query<DueRow> taking(List<Tick> ticks) {
    return new Sql.Query<>(
        TAKE,
        row ->
            new DueRow(
                row.getString("kind"),
                new EventKey(row.getString("study"), row.getString("participant")),
                row.getString("key"),
                Sql.instant(row, "at")),
        ticks.stream().map(tick -> tick.owner().study()).toArray(String[]::new),
        ticks.stream().map(tick -> tick.owner().participant()).toArray(String[]::new),
        ticks.stream().map(Tick::now).toArray(Instant[]::new),
        ATTEMPTS_MAX,
        ROWS_MAX);
  }

  /** Everybody's first row, then everybody's second, and so on; those of one kind together. */
  private int handle(Connection connection, Map<EventKey, Place> places, List<DueRow> rows)
      throws SQLException {
    if (!rows.isEmpty()) CrashPoint.DUE_TAKEN.reached();
    var now = new HashMap<>(places);
    for (var round : rounds(rows)) {
      for (var alike : round.entrySet()) handle(connection, now, alike.getKey(), alike.getValue());
    }
    return rows.size();
  }

  private void handle(
      Connection connection, Map<EventKey, Place> places, String kind, List<DueRow> rows)
      throws SQLException {
    var handler = handlers.get(kind);
    if (handler == null) throw new IllegalStateException("nobody handles " + kind);
    var turns = new ArrayList<DueHandler.Turn>(rows.size());
    for (var row : rows) {
      var place = places.get(row.owner());
      if (place == null) throw new IllegalStateException("taken and not locked: " + kind);
      turns.add(new DueHandler.Turn(place, row));
    }
    for (var place : handler.handleAll(connection, turns)) places.put(place.key(), place);
  }

  /** Rows by round, an owner's n-th in the n-th, and within a round by kind. */
  private static List<Map<String, List<DueRow>>> rounds(List<DueRow> rows) {
    var rounds = new ArrayList<Map<String, List<DueRow>>>();
    var taken = new HashMap<EventKey, Integer>();
    for (var row : rows) {
      int round = taken.merge(row.owner(), 1, Integer::sum) - 1;
      if (rounds.size() == round) rounds.add(new LinkedHashMap<>());
      rounds.get(round).computeIfAbsent(row.kind(), _ -> new ArrayList<>()).add(row);
    }
    return rounds;
  }

  private void pause() {
    try {
      if (woken.tryAcquire(IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS)) woken.drainPermits();
    } catch (InterruptedException e) {
      interrupted();
    }
  }

  private void interrupted() {
    Thread.currentThread().interrupt();
    closing = true;
  }

  @Override
  public void close() {
    closing = true;
    woken.release();
    crowded.release();
  }
}
