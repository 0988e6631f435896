package org.attune.platform.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.platform.data.Database;
import org.attune.platform.data.ErasedException;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.time.StudyClock;

/**
 * What has happened, per participant, in order: the one place where a service's events are
 * recorded.
 *
 * <p>{@link #lock} makes two commands for one participant wait for each other and nobody else; the
 * primary key of {@code history} is the fence behind it. {@link #append} writes history and outbox
 * in one statement, so one cannot exist without the other.
 */
public final class History {
  private static final String LOCK =
      """
      select study, participant, last_seq, chain, clock_timestamp() as now, erased_at from ledger
      where study = ? and participant = ? for update
      """;

  /** In order of the keys, so that two who lock several never wait for each other in a circle. */
  private static final String LOCK_ALL =
      """
      select l.study, l.participant, l.last_seq, l.chain, clock_timestamp() as now
      from ledger l join unnest(?, ?) as k (study, participant)
        on l.study = k.study and l.participant = k.participant
      where l.erased_at is null
      order by l.study, l.participant for update of l
      """;

  private static final String LOCK_FREE = LOCK_ALL + " skip locked limit ?";

  private static final String ERASED =
      "select erased_at from ledger where study = ? and participant = ? and erased_at is not null";

  private static final String BEGIN =
      "insert into ledger (study, participant) values (?, ?) on conflict do nothing";

  private static final String APPEND =
      """
      with events as (
        select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz[], ?) with ordinality
          as e (study, participant, partition, seq, event_id, type, topic, payload, salt, digest,
            occurred_at, cause, position)),
      recorded as (
        insert into history
          (study, participant, seq, event_id, type, topic, payload, salt, digest, occurred_at, cause)
        select study, participant, seq, event_id, type, topic, payload, salt, digest, occurred_at,
          cause
        from events),
      queued as (
        insert into outbox (study, participant, seq, topic, partition)
        select study, participant, seq, topic, partition from events order by position)
      update ledger l set last_seq = e.last_seq, chain = e.chain
      from unnest(?, ?, ?, ?) as e (study, participant, last_seq, chain)
      where l.study = e.study and l.participant = e.participant
      """;

  private static final String READ =
      """
      select type, payload from history
      where study = ? and participant = ? and payload is not null order by seq
      """;

  private final String service;
  private final RecordCodec codec;
  private final Entropy entropy;
  private final StudyClock clock;
  private final ProgressObserver observer;

  public History(
      String service,
      RecordCodec codec,
      Entropy entropy,
      StudyClock clock,
      ProgressObserver observer) {
    this.service = service;
    this.codec = codec;
    this.entropy = entropy;
    this.clock = clock;
    this.observer = observer;
  }

  /**
   * Locks the end of {@code key}'s history until the transaction ends, beginning it if need be.
   *
   * @throws ErasedException if the participant was erased
   */
  public Place lock(Connection connection, EventKey key) throws SQLException {
    return beginOrLock(connection, key, locking(key));
  }

  /** {@link #lock(Connection, EventKey)} also of one who was erased: only erasing may do so. */
  public Place lockErasable(Connection connection, EventKey key) throws SQLException {
    return beginOrLock(connection, key, locking(key, this::place));
  }

  private static Place beginOrLock(Connection connection, EventKey key, Sql.Query<Place> locking)
      throws SQLException {
    var place = Sql.query(connection, locking);
    if (!place.isEmpty()) return place.getFirst();
    Sql.update(connection, BEGIN, key.study(), key.participant());
    return Sql.query(connection, locking).getFirst();
  }

  /** When a participant was erased; empty if that did not happen. */
  public static Optional<Instant> erasedAt(Connection connection, EventKey key)
      throws SQLException {
    return Sql.find(
        connection, ERASED, row -> Sql.instant(row, "erased_at"), key.study(), key.participant());
  }

  /**
   * Begins {@code key}'s history, if need be, without locking it: what is scheduled for an owner
   * without a history is never handled.
   */
  public void begin(Connection connection, EventKey key) throws SQLException {
    Sql.write(connection, BEGIN, key.study(), key.participant());
  }

  /**
   * {@link #lock(Connection, EventKey)} with the next round trip, before whatever is asked for
   * later.
   */
  public Sql.Later<Place> lockLater(Connection connection, EventKey key) throws SQLException {
    return Sql.later(connection, locking(key))
        .map(found -> found.isEmpty() ? lock(connection, key) : found.getFirst());
  }

  /**
   * A locked place, and what was asked for behind the lock.
   *
   * @param rows in the order of the query
   */
  public record Locked<T>(Place place, List<T> rows) {}

  /**
   * {@link #lock(Connection, EventKey)} and a query behind the lock, in one round trip.
   *
   * @param query about this key; if it changes rows, then none that are there before the history
   */
  public <T> Locked<T> lock(Connection connection, EventKey key, Sql.Query<T> query)
      throws SQLException {
    var both = Sql.both(connection, locking(key), query);
    if (!both.first().isEmpty()) return new Locked<>(both.first().getFirst(), both.second());
    var place = lock(connection, key);
    return new Locked<>(place, Sql.query(connection, query));
  }

  private Sql.Query<Place> locking(EventKey key) {
    return locking(key, this::placeOfOneNotErased);
  }

  private static Sql.Query<Place> locking(EventKey key, Sql.RowReader<Place> reader) {
    return new Sql.Query<>(LOCK, reader, key.study(), key.participant());
  }

  private Place placeOfOneNotErased(ResultSet row) throws SQLException {
    if (row.getObject("erased_at") != null) throw new ErasedException();
    return place(row);
  }

  private Place place(ResultSet row) throws SQLException {
    var key = new EventKey(row.getString("study"), row.getString("participant"));
    return new Place(
        key,
        row.getLong("last_seq"),
        row.getBytes("chain"),
        clock.now(key, Sql.instant(row, "now")));
  }

  /**
   * Locked places of several keys, and what was asked for behind the locks.
   *
   * @param places one for each key that has a history
   * @param rows in the order of the query
   */
  public record LockedAll<T>(Map<EventKey, Place> places, List<T> rows) {}

  /**
   * {@link #lock(Connection, EventKey, Sql.Query)} for several keys, each once; begins no history,
   * and has no place for the erased. Whoever holds one of them is waited for.
   */
  public <T> LockedAll<T> lockAll(Connection connection, List<EventKey> keys, Sql.Query<T> query)
      throws SQLException {
    var locking = new Sql.Query<>(LOCK_ALL, this::place, studies(keys), participants(keys));
    var both = Sql.both(connection, locking, query);
    return new LockedAll<>(byKey(both.first()), both.second());
  }

  /** {@link #lockAll} of those whom nobody holds: nobody is waited for. */
  public <T> LockedAll<T> lockFree(Connection connection, List<EventKey> keys, Sql.Query<T> query)
      throws SQLException {
    var both = Sql.both(connection, lockingFree(keys, keys.size()), query);
    return new LockedAll<>(byKey(both.first()), both.second());
  }

  private Sql.Query<Place> lockingFree(List<EventKey> keys, int most) {
    return new Sql.Query<>(LOCK_FREE, this::place, studies(keys), participants(keys), most);
  }

  /** Locks those of {@code keys} that have a history and that nobody holds, at most so many. */
  public Map<EventKey, Place> lockFree(Connection connection, List<EventKey> keys, int most)
      throws SQLException {
    return byKey(Sql.query(connection, lockingFree(keys, most)));
  }

  private static Map<EventKey, Place> byKey(List<Place> places) {
    var byKey = new LinkedHashMap<EventKey, Place>();
    for (var place : places) byKey.put(place.key(), place);
    return byKey;
  }

  private static String[] studies(List<EventKey> keys) {
    return keys.stream().map(EventKey::study).toArray(String[]::new);
  }

  private static String[] participants(List<EventKey> keys) {
    return keys.stream().map(EventKey::participant).toArray(String[]::new);
  }

  /** Records events that no other event caused. */
  public Place append(Connection connection, Place place, List<? extends Record> events)
      throws SQLException {
    return append(connection, place, events, Optional.empty());
  }

  /**
   * Records events, oldest first, after those that {@code place} knows.
   *
   * @param events records whose names are schemas; each has a component {@code at}
   * @param cause the event whose arrival caused these
   * @return the place after these events; the one given is used up
   */
  public Place append(
      Connection connection, Place place, List<? extends Record> events, Optional<Position> cause)
      throws SQLException {
    if (events.isEmpty()) return place;
    return appendAll(connection, List.of(new Appending(place, events, cause))).getFirst();
  }

  /**
   * What is to be recorded for one key.
   *
   * @param events at least one; see {@link #append(Connection, Place, List, Optional)}
   */
  public record Appending(Place place, List<? extends Record> events, Optional<Position> cause) {}

  /**
   * Records events of several keys, each key once.
   *
   * @return the places after these events, in order; those given are used up
   */
  public List<Place> appendAll(Connection connection, List<Appending> all) throws SQLException {
    if (all.isEmpty()) return List.of();
    var rows = new HistoryRows(service, codec, entropy);
    var after = new ArrayList<Place>(all.size());
    for (var appending : all) after.add(rows.add(appending));
    Sql.write(connection, APPEND, rows.values());
    Database.afterCommit(() -> tell(all));
    return after;
  }

  private void tell(List<Appending> all) {
    for (var appending : all) {
      var types = new LinkedHashSet<String>();
      for (var event : appending.events()) types.add(codec.type(event).name());
      long first = appending.place().lastSeq() + 1;
      long last = appending.place().lastSeq() + appending.events().size();
      observer.appended(service, appending.place().key(), first, last, types);
    }
  }

  /**
   * All events of {@code key} that were not erased, oldest first, without the platform's own.
   *
   * @param sealedType the service's sealed event type
   */
  public <T> List<T> read(Connection connection, EventKey key, Class<T> sealedType)
      throws SQLException {
    return Sql.query(
            connection,
            READ,
            row ->
                codec.isReport(row.getString("type"), sealedType)
                    ? Optional.<T>empty()
                    : Optional.of(codec.decode(row.getBytes("payload"), sealedType)),
            key.study(),
            key.participant())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
