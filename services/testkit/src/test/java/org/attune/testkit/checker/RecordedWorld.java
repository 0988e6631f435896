package org.attune.testkit.checker;

import java.nio.file.Path;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.platform.checkpoint.Checkpoints;
import org.attune.platform.data.Database;
import org.attune.platform.data.Migrations;
import org.attune.platform.data.Pools;
import org.attune.platform.data.Sql;
import org.attune.platform.entropy.Digests;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.erase.Erasure;
import org.attune.platform.erase.Keeping;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.event.Topics;
import org.attune.platform.log.History;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.time.StudyClock;
import org.attune.platform.token.Tokens;
import org.attune.protocol.bundle.Bundle;
import org.attune.protocol.bundle.BundleReader;
import org.attune.protocol.canonical.CanonicalProtocol;
import org.attune.testkit.backend.ServiceDatabases;
import org.attune.testkit.backend.TestBackends;
import org.attune.testkit.checker.Recorded.StudyOpened;
import org.attune.testkit.checker.Recorded.StudyPublished;
import org.jspecify.annotations.Nullable;

/**
 * The records of a small platform in a real PostgreSQL: histories written by the platform itself,
 * then numbered, sent, consumed and sunk by plain SQL, as if relay, consumers and sink had run.
 */
final class RecordedWorld implements AutoCloseable {
  private static final List<String> SERVICES =
      List.of("studies", "enrollment", "randomization", "ema", "outcomes", "analytics");

  private static final String NUMBER =
      "insert into log (topic, partition, epoch, number, study, participant, seq)"
          + " values (?, ?, 1, ?, ?, ?, ?)";

  private static final String HEAD =
      """
      insert into log_head (topic, partition, number, sent) values (?, ?, 1, 1)
      on conflict (topic, partition)
      do update set number = log_head.number + 1, sent = log_head.sent + 1 returning number
      """;

  private static final String CURSOR =
      """
      insert into cursor (consumer, topic, partition, epoch, number, next_offset, topic_id)
      values (?, ?, ?, 1, ?, ?, 'id')
      on conflict (consumer, topic, partition) do update set number = excluded.number
      """;

  private static final String SINK_EVENT =
      """
      create table sink_event (topic text, partition int, epoch int, number bigint, event_id uuid,
        type text, study text, participant text, at timestamptz,
        primary key (topic, partition, epoch, number))
      """;

  private record Queued(
      long id, String study, String participant, long seq, String topic, byte[] payload) {}

  private final KeyPair signing = Tokens.newKeyPair();
  private final EventCatalog catalog = EventCatalog.standard();
  private final RecordCodec codec = new RecordCodec(catalog);
  private final Map<String, com.zaxxer.hikari.HikariDataSource> pools = new LinkedHashMap<>();
  private final Map<String, Database> databases = new LinkedHashMap<>();
  private final Map<String, History> histories = new LinkedHashMap<>();
  final List<Acknowledged> acknowledged = new ArrayList<>();
  final List<World.Export> exports = new ArrayList<>();
  Optional<AllocationReplay> replay = Optional.empty();
  World.Terms terms = new World.Terms(true, true, Duration.ZERO);

  RecordedWorld() throws Exception {
    var server = TestBackends.shared().newDatabase("recorded", RecordedWorld::migrate);
    for (var service : SERVICES) {
      var pool = Pools.open(server.of(service, "test"), service, 2);
      pools.put(service, pool);
      var database = new Database(pool);
      databases.put(service, database);
      histories.put(
          service,
          new History(
              service, codec, new SeededEntropy(1), StudyClock.live(), ProgressObserver.none()));
    }
    sql("analytics", SINK_EVENT);
    sql("analytics", "comment on table sink_event is 'erased by its service'");
    sql("ema", "create table slot_count (study text, participant text, slots int)");
  }

  /** The tables that every service has, and no more. */
  private static void migrate(ServiceDatabases made) {
    for (var service : SERVICES) {
      try (var pool = Pools.open(made.of(service, "test"), service, 2)) {
        Migrations.run(pool, service, "platform");
      }
    }
  }

  /** An example study, published and then open to 40 people, and ema knows of it. */
  void open(String study, Instant published, Instant opened) {
    var bundle = Bundle.read(Path.of("../../docs/studies", study));
    var protocol = BundleReader.read(bundle).protocol().orElseThrow();
    var canonical = CanonicalProtocol.of(protocol);
    record(
        "studies",
        EventKey.ofStudy(study),
        new StudyPublished(
            study,
            1,
            canonical.sha256(),
            canonical.json(),
            protocol.analysisSha256(),
            Optional.empty(),
            Optional.empty(),
            published),
        new StudyOpened(study, 1, true, 40, opened));
    sql(
        "ema",
        "insert into study_book (study, status, target, synthetic, changed_at)"
            + " values (?, 'OPEN', 40, true, ?)",
        study,
        opened);
    sql(
        "ema",
        "insert into study_version (study, version, sha256, protocol) values (?, 1, ?, '')",
        study,
        canonical.sha256());
  }

  /** Records events in one transaction. */
  void record(String service, EventKey key, Record... events) {
    record(service, key, Optional.empty(), events);
  }

  void record(String service, EventKey key, Optional<Position> cause, Record... events) {
    var history = histories.get(service);
    databases
        .get(service)
        .transact(
            connection ->
                history.append(connection, history.lock(connection, key), List.of(events), cause));
  }

  /** Position of an event of which there is one. */
  Position positionOf(String service, EventKey key, String type) {
    return database(service)
        .inTransaction(
            connection ->
                Sql.find(
                        connection,
                        """
                        select l.topic, l.partition, l.epoch, l.number
                        from log l join history using (study, participant, seq)
                        where study = ? and participant = ? and type = ?
                        """,
                        row ->
                            new Position(
                                row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4)),
                        key.study(),
                        key.participant(),
                        type)
                    .orElseThrow());
  }

  /** Enrollment erases somebody, and so does everybody who keeps something of participants. */
  void erase(EventKey key, Record event) {
    database("enrollment")
        .transact(
            c -> {
              var history = histories.get("enrollment");
              erasure("enrollment", Keeping.nothing()).erase(c, history.lock(c, key), event);
            });
    settle();
    var cause = positionOf("enrollment", key, "ParticipantErased");
    for (var service : List.of("randomization", "ema", "outcomes", "analytics")) {
      var keeping = service.equals("analytics") ? sinkErasing() : Keeping.nothing();
      database(service).transact(c -> erasure(service, keeping).erase(c, key, cause));
    }
    settle();
  }

  private Erasure erasure(String service, Keeping keeping) {
    return new Erasure(service, catalog, histories.get(service), keeping);
  }

  private static Keeping sinkErasing() {
    return (connection, key, _) -> {
      for (var table :
          Sql.query(
              connection,
              """
              select table_name from information_schema.columns
              where table_schema = current_schema() and column_name = 'log_number'
                and table_name not like '%\\_erased'
              """,
              row -> row.getString(1))) {
        Sql.update(
            connection,
            "delete from " + table + " where participant_id::text = ?",
            key.participant());
      }
      Sql.update(
          connection,
          "delete from sink_event where participant = ? and type not like '%Erased'",
          key.participant());
      return "";
    };
  }

  /** Every service signs what it has recorded. */
  void sign() {
    databases.forEach(
        (service, database) ->
            new Checkpoints(service, database, signing.getPrivate(), Clock.systemUTC()).write());
  }

  /** Numbers, sends, consumes and sinks what was recorded. */
  void settle() {
    for (var service : SERVICES) {
      database(service)
          .transact(
              connection -> {
                var queued =
                    Sql.query(
                        connection,
                        """
                        select o.id, o.study, o.participant, o.seq, o.topic, h.payload
                        from outbox o join history h using (study, participant, seq) order by o.id
                        """,
                        row ->
                            new Queued(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getString(5),
                                row.getBytes(6)));
                for (var event : queued) number(connection, event);
                Sql.update(connection, "delete from outbox");
              });
    }
    for (var topic : Topics.all(catalog)) consume(topic);
  }

  private void number(Connection connection, Queued event) throws SQLException {
    var key = new EventKey(event.study(), event.participant());
    int partition = Topics.partition(key);
    long number =
        Sql.find(connection, HEAD, row -> row.getLong(1), event.topic(), partition).orElseThrow();
    Sql.update(
        connection,
        NUMBER,
        event.topic(),
        partition,
        number,
        event.study(),
        event.participant(),
        event.seq());
  }

  private record Sunk(
      int partition,
      long number,
      java.util.UUID eventId,
      String type,
      String study,
      String participant,
      Instant at,
      byte @Nullable [] payload) {}

  private void consume(String topic) {
    var owner = Topics.owner(topic);
    if (!databases.containsKey(owner)) return;
    List<Sunk> rows =
        database(owner)
            .inTransaction(
                connection ->
                    Sql.query(
                        connection,
                        """
                        select l.partition, l.number, h.event_id, h.type, h.study, h.participant,
                          h.occurred_at, h.payload
                        from log l join history h using (study, participant, seq)
                        where l.topic = ? order by l.partition, l.number
                        """,
                        row ->
                            new Sunk(
                                row.getInt(1),
                                row.getLong(2),
                                row.getObject(3, java.util.UUID.class),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                Sql.instant(row, "occurred_at"),
                                row.getBytes("payload")),
                        topic));
    database("analytics")
        .transact(
            connection -> {
              for (var row : rows) {
                sink(connection, topic, row);
                move(connection, "analytics", topic, row);
              }
            });
    if (!topic.equals("studies.v1")) return;
    database("ema")
        .transact(
            connection -> {
              for (var row : rows) move(connection, "ema", topic, row);
            });
  }

  private static void move(Connection connection, String consumer, String topic, Sunk row)
      throws SQLException {
    Sql.update(connection, CURSOR, consumer, topic, row.partition(), row.number(), row.number());
  }

  private void sink(Connection connection, String topic, Sunk row) throws SQLException {
    if (row.payload() == null) return; // erased
    int added =
        Sql.update(
            connection,
            """
            insert into sink_event values (?, ?, 1, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """,
            topic,
            row.partition(),
            row.number(),
            row.eventId(),
            row.type(),
            row.study(),
            row.participant(),
            row.at());
    if (added == 0) return;
    var table = SinkNames.table(catalog.type(row.type()).on(topic));
    execute(
        connection,
        """
        create table if not exists %s (log_topic text, log_partition int, log_epoch int,
          log_number bigint, study text, participant_id uuid, answer_id uuid, arm text,
          primary key (log_topic, log_partition, log_epoch, log_number))
        """
            .formatted(table));
    var event = catalog.readGeneric(row.payload());
    Sql.update(
        connection,
        "insert into " + table + " values (?, ?, 1, ?, ?, ?::uuid, ?::uuid, ?)",
        topic,
        row.partition(),
        row.number(),
        row.study(),
        text(event, "participantId"),
        text(event, "answerId"),
        text(event, "arm"));
  }

  private static Optional<String> text(org.apache.avro.generic.GenericRecord event, String field) {
    if (event.getSchema().getField(field) == null) return Optional.empty();
    return Optional.of(event.get(field).toString());
  }

  Database database(String service) {
    return databases.get(service);
  }

  /** Makes digests and chain of a history fit its rows as they are, as a forger would. */
  void chainAnew(String service, EventKey key) {
    sql(
        service,
        "update history set digest = sha256(salt || payload) where participant = ?",
        key.participant());
    database(service)
        .transact(
            connection -> {
              var chain = new byte[0];
              for (var digest :
                  Sql.query(
                      connection,
                      "select digest from history where participant = ? order by seq",
                      row -> row.getBytes("digest"),
                      key.participant())) {
                chain = Digests.sha256(chain, digest);
              }
              Sql.update(
                  connection,
                  "update ledger set chain = ? where participant = ?",
                  chain,
                  key.participant());
            });
  }

  /** Changes rows behind the platform's back. */
  int sql(String service, String statement, Object... values) {
    return database(service).inTransaction(connection -> Sql.update(connection, statement, values));
  }

  private static void execute(Connection connection, String script) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(script);
    }
  }

  Verdict check() {
    var services = new ArrayList<CheckedService>();
    for (var service : SERVICES) {
      Map<String, Set<String>> consumes =
          switch (service) {
            case "ema" -> Map.of("studies.v1", Set.of("StudyPublished"));
            case "analytics" -> {
              var all = new java.util.TreeMap<String, Set<String>>();
              Topics.all(catalog).forEach(topic -> all.put(topic, Set.of()));
              yield all;
            }
            default -> Map.of();
          };
      services.add(
          new CheckedService(
              service,
              database(service),
              service.equals("ema") ? Optional.of(new SlotCountLaw()) : Optional.empty(),
              consumes,
              Optional.of(signing.getPublic())));
    }
    return HistoryChecker.check(new World(services, acknowledged, replay, exports, terms));
  }

  @Override
  public void close() {
    pools.values().forEach(com.zaxxer.hikari.HikariDataSource::close);
  }
}
