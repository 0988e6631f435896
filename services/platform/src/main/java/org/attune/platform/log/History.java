package org.attune.platform.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.data.Database;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.Entropy;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.event.Topics;
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
      select last_seq, chain, clock_timestamp() as now from ledger
      where study = ? and participant = ? for update
      """;

  private static final String BEGIN =
      "insert into ledger (study, participant) values (?, ?) on conflict do nothing";

  private static final String APPEND =
      """
      with appended as (
        insert into history
          (study, participant, seq, event_id, type, topic, payload, salt, digest, occurred_at, cause)
        select ?, ?, seq, event_id, type, topic, payload, salt, digest, occurred_at, ?
        from unnest(?, ?, ?, ?, ?, ?, ?, ?::timestamptz[])
          as e (seq, event_id, type, topic, payload, salt, digest, occurred_at)
        returning study, participant, seq, topic),
      queued as (
        insert into outbox (study, participant, seq, topic, partition)
        select study, participant, seq, topic, ? from appended order by seq)
      update ledger set last_seq = ?, chain = ? where study = ? and participant = ?
      """;

  private static final String READ =
      """
      select seq, type, payload, occurred_at from history
      where study = ? and participant = ? order by seq
      """;

  private static final int SALT_BYTES = 16;

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

  /** Locks the end of {@code key}'s history until the transaction ends, beginning it if need be. */
  public Place lock(Connection connection, EventKey key) throws SQLException {
    var place = find(connection, key);
    if (place.isPresent()) return place.get();
    Sql.update(connection, BEGIN, key.study(), key.participant());
    return find(connection, key).orElseThrow();
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

  private Optional<Place> find(Connection connection, EventKey key) throws SQLException {
    return Sql.query(connection, locking(key)).stream().findFirst();
  }

  private Sql.Query<Place> locking(EventKey key) {
    return new Sql.Query<>(
        LOCK,
        row ->
            new Place(
                key,
                row.getLong("last_seq"),
                row.getBytes("chain"),
                clock.now(key, Sql.instant(row, "now"))),
        key.study(),
        key.participant());
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
    int count = events.size();
    var seqs = new Long[count];
    var ids = new UUID[count];
    var types = new String[count];
    var topics = new String[count];
    var payloads = new byte[count][];
    var salts = new byte[count][];
    var digests = new byte[count][];
    var times = new Instant[count];
    var chain = place.chain();
    var key = place.key();
    for (int i = 0; i < count; i++) {
      var event = events.get(i);
      var type = codec.type(event);
      seqs[i] = place.lastSeq() + 1 + i;
      ids[i] = Uuids.ofParts(service, key.study(), key.participant(), seqs[i]);
      types[i] = type.name();
      topics[i] = type.topic();
      payloads[i] = codec.encode(event);
      salts[i] = entropy.bytes("salt", service + "/" + key + "/" + seqs[i], SALT_BYTES);
      digests[i] = Digests.sha256(salts[i], payloads[i]);
      times[i] = EventTimes.of(event);
      chain = Digests.sha256(chain, digests[i]);
    }
    Sql.write(
        connection,
        APPEND,
        key.study(),
        key.participant(),
        cause.map(Position::toString),
        seqs,
        ids,
        types,
        topics,
        payloads,
        salts,
        digests,
        times,
        Topics.partition(key),
        seqs[count - 1],
        chain,
        key.study(),
        key.participant());
    var names = new LinkedHashSet<>(List.of(types));
    Database.afterCommit(() -> observer.appended(service, key, seqs[0], seqs[count - 1], names));
    return new Place(key, seqs[count - 1], chain, place.now());
  }

  /**
   * All events of {@code key} that were not erased, oldest first.
   *
   * @param sealedType the service's sealed event type
   */
  public <T> List<T> read(Connection connection, EventKey key, Class<T> sealedType)
      throws SQLException {
    var payloads =
        Sql.query(connection, READ, row -> row.getBytes("payload"), key.study(), key.participant());
    var events = new ArrayList<T>(payloads.size());
    for (var payload : payloads) {
      if (payload != null) events.add(codec.decode(payload, sealedType));
    }
    return events;
  }
}
