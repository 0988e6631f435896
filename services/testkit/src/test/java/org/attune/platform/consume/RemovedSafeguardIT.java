package org.attune.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.log.History;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.time.StudyClock;
import org.attune.testkit.checker.Broken;
import org.attune.testkit.checker.CheckedService;
import org.attune.testkit.checker.HistoryChecker;
import org.attune.testkit.checker.World;
import org.attune.testkit.platform.TinyDatabase;
import org.attune.testkit.platform.TinyService.PromptLapsed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What keeps events from being lost or doubled is taken away, and the checker must see it: a
 * checker that finds nothing then would find nothing in a run of faults either. Statements are
 * rewritten on their way to a real database; the platform's code is the real one.
 */
class RemovedSafeguardIT {
  private static final String TOPIC = "enrollment.v1";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00Z");

  private static final UnaryOperator<String> NO_CURSOR_CHECK =
      sql -> sql.replace("and c.epoch = m.from_epoch and c.number = m.from_number", "");

  private static final UnaryOperator<String> NO_LOCK = sql -> sql.replace(" for update", "");

  private static final String NO_KEY = "alter table history drop constraint history_pkey cascade";

  private static final String WAITING =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
      """;

  private final TinyDatabase tiny = new TinyDatabase();
  private final EventCatalog catalog = EventCatalog.standard();
  private final History history =
      new History(
          "ema",
          new RecordCodec(catalog),
          new SeededEntropy(1),
          StudyClock.live(),
          ProgressObserver.none());

  @AfterEach
  void close() {
    tiny.close();
  }

  /** What the checker says, apart from what a service without prompts and relay owes anyway. */
  private List<String> found() {
    var ema =
        new CheckedService("ema", tiny.database, Optional.empty(), Map.of(), Optional.empty());
    var world = new World(List.of(ema), List.of(), Optional.empty(), List.of(), World.Terms.live());
    return HistoryChecker.check(world).broken().stream()
        .map(Broken::toString)
        .filter(line -> !line.contains("never got a number") && !line.startsWith("I4"))
        .toList();
  }

  private void lapse(Connection connection, Optional<Message> cause) throws SQLException {
    var place = history.lock(connection, ANN);
    var slot = new UUID(1, place.lastSeq());
    var event = new PromptLapsed("kind", ANN.participantId(), slot, NOW);
    history.append(connection, place, List.of(event), cause.map(Message::position));
  }

  /** Each zone has one effect: an event of this service with its cause. */
  private final class Effects implements MessageHandler {
    @Override
    public Set<String> types() {
      return Set.of("ZoneChanged");
    }

    @Override
    public void apply(Connection connection, Message message) throws SQLException {
      lapse(connection, Optional.of(message));
    }
  }

  /** An instance that was given the partition before anybody had read of it. */
  private ConsumerLoop instance(MockConsumer<byte[], byte[]> broker) {
    var loop =
        new ConsumerLoop(
            new ConsumerLoop.Parts(
                "ema",
                Map.of(TOPIC, new Effects()),
                broker,
                tiny.database,
                catalog,
                new SchemaTopic(catalog, Map.of()),
                new TopicIds(Map.of(TOPIC, "id-1")),
                ProgressObserver.none()));
    loop.subscribe();
    broker.updateBeginningOffsets(Map.of(PARTITION, 0L));
    broker.rebalance(List.of(PARTITION));
    return loop;
  }

  private static ConsumerRecord<byte[], byte[]> zone(long number) {
    var event =
        ZoneChanged.newBuilder()
            .setStudy(ANN.study())
            .setParticipantId(ANN.participantId())
            .setZone("Asia/Tokyo")
            .setAt(NOW)
            .build();
    try {
      var buffer = ZoneChanged.getEncoder().encode(event);
      var body = new byte[buffer.remaining()];
      buffer.get(body);
      var record = new ConsumerRecord<>(TOPIC, 0, number - 1, text(ANN.toString()), body);
      record
          .headers()
          .add("ce_id", text(new UUID(0, number).toString()))
          .add("ce_type", text("ZoneChanged"))
          .add("ce_time", text(NOW.toString()))
          .add("attune_epoch", text("1"))
          .add("attune_number", text(Long.toString(number)));
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A consumer stands still after it read, another takes over, and the first goes on. */
  private void consumeTwice() {
    var first = new MockConsumer<byte[], byte[]>("none");
    var second = new MockConsumer<byte[], byte[]>("none");
    var zombie = instance(first);
    var successor = instance(second);
    for (var broker : List.of(first, second)) {
      broker.addRecord(zone(1));
      broker.addRecord(zone(2));
    }
    successor.pollOnce();
    zombie.pollOnce();
  }

  @Test
  void a_zombie_changes_nothing() {
    consumeTwice();
    assertThat(found()).isEmpty();
    assertThat(tiny.number("select count(*) from history")).isEqualTo(2);
  }

  @Test
  void without_the_cursor_check_the_checker_sees_a_zombies_effects() {
    tiny.rewriting = NO_CURSOR_CHECK;
    consumeTwice();
    assertThat(tiny.number("select count(*) from history")).isEqualTo(4);
    assertThat(found())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("I2").contains("had an effect already"));
  }

  /** One command has read where a participant stands when another begins for the same one. */
  private void commandTwice() {
    tiny.database.transact(connection -> history.lock(connection, ANN));
    var other = new CompletableFuture<Void>();
    var begun = new AtomicBoolean();
    tiny.database.transact(
        connection -> {
          var place = history.lock(connection, ANN);
          if (begun.compareAndSet(false, true)) begin(other);
          awaitDoneOrWaiting(other);
          var event = new PromptLapsed("kind", ANN.participantId(), new UUID(2, 0), NOW);
          history.append(connection, place, List.of(event));
        });
    other.join();
  }

  private void begin(CompletableFuture<Void> other) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                tiny.database.transact(connection -> lapse(connection, Optional.empty()));
                other.complete(null);
              } catch (RuntimeException e) {
                other.completeExceptionally(e);
              }
            });
  }

  private void awaitDoneOrWaiting(CompletableFuture<Void> other) {
    try (var looking = tiny.open();
        var look = looking.prepareStatement(WAITING)) {
      for (; ; ) {
        if (other.isDone()) return;
        try (var row = look.executeQuery()) {
          row.next();
          if (row.getLong(1) > 0) return;
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void two_commands_for_one_participant_wait_for_each_other() {
    commandTwice();
    assertThat(found()).isEmpty();
    assertThat(tiny.texts("select seq::text from history order by seq")).containsExactly("1", "2");
  }

  @Test
  void without_the_participants_lock_the_unique_key_makes_the_second_begin_again() {
    tiny.rewriting = NO_LOCK;
    commandTwice();
    assertThat(found()).isEmpty();
    assertThat(tiny.texts("select seq::text from history order by seq")).containsExactly("1", "2");
  }

  @Test
  void without_the_unique_key_the_participants_lock_keeps_the_order() {
    execute(NO_KEY);
    commandTwice();
    assertThat(found()).isEmpty();
    assertThat(tiny.texts("select seq::text from history order by seq")).containsExactly("1", "2");
  }

  @Test
  void without_lock_and_key_the_checker_sees_two_events_in_one_place() {
    execute(NO_KEY);
    tiny.rewriting = NO_LOCK;
    commandTwice();
    assertThat(tiny.texts("select seq::text from history order by seq")).containsExactly("1", "1");
    assertThat(found()).isNotEmpty();
  }

  private void execute(String sql) {
    try (var connection = tiny.open();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
