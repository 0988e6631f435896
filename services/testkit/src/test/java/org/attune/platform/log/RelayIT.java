package org.attune.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.event.Topics;
import org.attune.platform.time.StudyClock;
import org.attune.testkit.backend.TestBackends;
import org.attune.testkit.platform.TinyDatabase;
import org.attune.testkit.platform.TinyService.PromptLapsed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers are gapless, order holds per key, and whatever the broker lacks is sent again. */
class RelayIT {
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00Z");
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS_MAX = 150;

  private final EventCatalog catalog = EventCatalog.standard();
  private final TinyDatabase tiny = new TinyDatabase();
  private final History history =
      new History(
          "ema",
          new RecordCodec(catalog),
          new SeededEntropy(1),
          StudyClock.live(),
          ProgressObserver.none());
  private String brokers;
  private Producer<byte[], byte[]> producer;

  /** A relay at work. */
  private record Working(Relay relay, Thread thread) implements AutoCloseable {
    @Override
    public void close() throws InterruptedException {
      relay.close();
      thread.join();
    }
  }

  @BeforeEach
  void start() {
    brokers = TestBackends.shared().newTopics(catalog);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
    tiny.close();
  }

  private Working relay(Producer<byte[], byte[]> through) {
    return relay(through, Relay.LOOK_EVERY);
  }

  private Working relay(Producer<byte[], byte[]> through, Duration lookEvery) {
    Map<String, Object> reader = Map.of("bootstrap.servers", brokers, "enable.auto.commit", false);
    var relay =
        new Relay(
            new Relay.Parts(
                "ema",
                Topics.of(catalog, "ema"),
                tiny::open,
                through,
                BrokerEnds.of(reader),
                ProgressObserver.none(),
                BeforeSending.nothing(),
                lookEvery));
    return new Working(relay, Thread.ofVirtual().start(relay));
  }

  private static EventKey key(int i) {
    return EventKey.of("kind", new UUID(0, i));
  }

  private void lapse(EventKey key, int times) {
    for (int i = 0; i < times; i++) {
      tiny.database.transact(
          c -> {
            var place = history.lock(c, key);
            var slot = new UUID(place.lastSeq(), key.participantId().getLeastSignificantBits());
            history.append(
                c, place, List.of(new PromptLapsed("kind", key.participantId(), slot, NOW)));
          });
    }
  }

  /** Reads until every one of {@code events} has arrived; numbers as they came, by partition. */
  private Map<Integer, List<Long>> arrived(int events) {
    var numbers = new TreeMap<Integer, List<Long>>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      for (int i = 0; i < Topics.PARTITIONS; i++) partitions.add(new TopicPartition("ema.v1", i));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int poll = 0; distinct(numbers) < events && poll < POLLS_MAX; poll++) {
        for (var record : consumer.poll(POLL)) {
          numbers
              .computeIfAbsent(record.partition(), _ -> new ArrayList<>())
              .add(Envelope.position(record).number());
        }
      }
    }
    assertThat(distinct(numbers)).as("arrived").isEqualTo(events);
    return numbers;
  }

  /** Reads until so many distinct events have arrived, among records that are none. */
  private void arrivedBeside(int events) {
    var seen = new java.util.HashSet<String>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      for (int i = 0; i < Topics.PARTITIONS; i++) partitions.add(new TopicPartition("ema.v1", i));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int poll = 0; seen.size() < events && poll < POLLS_MAX; poll++) {
        for (var record : consumer.poll(POLL)) {
          if (record.key() != null) seen.add(Envelope.position(record).toString());
        }
      }
    }
    assertThat(seen).as("arrived").hasSize(events);
  }

  private static int distinct(Map<Integer, List<Long>> numbers) {
    return numbers.values().stream().mapToInt(list -> (int) list.stream().distinct().count()).sum();
  }

  /** Each number follows the one before it when it first arrives. */
  private static void assertGapless(Map<Integer, List<Long>> numbers) {
    numbers.forEach(
        (partition, list) -> {
          var first = list.stream().distinct().toList();
          for (int i = 0; i < first.size(); i++) {
            assertThat(first.get(i)).as("partition " + partition).isEqualTo(i + 1);
          }
        });
  }

  private void assertOrderPerKey() {
    assertThat(
            tiny.number(
                """
                select count(*) from (
                  select seq - lag(seq, 1, 0::bigint) over
                    (partition by study, participant order by number) as step from log) s
                where step <> 1
                """))
        .as("events out of order within their key")
        .isZero();
  }

  @Test
  void numbers_are_gapless_and_in_order_per_key_under_concurrent_commands() throws Exception {
    try (var _ = relay(producer)) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 12; i++) {
          var key = key(i % 6);
          threads.submit(() -> lapse(key, 20));
        }
      }
      assertGapless(arrived(240));
    }
    assertOrderPerKey();
  }

  @Test
  void two_relays_work_one_after_the_other() throws Exception {
    var first = relay(producer);
    var second = relay(producer);
    lapse(key(1), 30);
    var before = arrived(30);
    first.close();
    lapse(key(1), 30);
    var after = arrived(60);
    second.close();
    assertGapless(before);
    assertGapless(after);
    assertThat(after.values().stream().mapToInt(List::size).sum())
        .as("sent once each")
        .isEqualTo(60);
    assertOrderPerKey();
  }

  @Test
  void what_was_not_acknowledged_when_the_relay_died_is_sent_again() throws Exception {
    lapse(key(1), 20);
    lapse(key(2), 20);
    var sent = new AtomicInteger();
    try (var _ = relay(dyingAfter(25, sent))) {
      assertThat(arrivedAtLeast(25)).isGreaterThanOrEqualTo(25);
    }
    assertThat(
            tiny.number("select coalesce(sum(number), 0) - coalesce(sum(sent), 0) from log_head"))
        .as("not acknowledged")
        .isPositive();
    lapse(key(1), 5);
    try (var _ = relay(producer)) {
      assertGapless(arrived(45));
    }
    assertOrderPerKey();
  }

  @Test
  void what_the_broker_lost_is_sent_again_with_its_old_numbers() throws Exception {
    lapse(key(1), 15);
    lapse(key(2), 15);
    Map<Integer, List<Long>> before;
    try (var _ = relay(producer)) {
      before = arrived(30);
    }
    producer.close();
    start();
    lapse(key(3), 3);
    try (var _ = relay(producer)) {
      var after = arrived(33);
      assertGapless(after);
      before.forEach((partition, numbers) -> assertThat(after.get(partition)).containsAll(numbers));
    }
    var byKey = new LinkedHashMap<String, Long>();
    for (int i = 1; i <= 3; i++) {
      byKey.put(
          "key " + i,
          tiny.number("select count(*) from log where participant = ?", key(i).participant()));
    }
    assertThat(byKey.values()).containsExactly(15L, 15L, 3L);
  }

  @Test
  void records_of_somebody_else_at_the_end_of_a_topic_are_looked_past() throws Exception {
    lapse(key(1), 3);
    try (var _ = relay(producer)) {
      assertGapless(arrived(3));
    }
    for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
      var foreign = new ProducerRecord<byte[], byte[]>("ema.v1", partition, null, new byte[] {7});
      producer.send(foreign).get();
    }
    lapse(key(1), 2);
    try (var _ = relay(producer)) {
      arrivedBeside(5);
    }
    assertThat(tiny.number("select sum(number) from log_head")).isEqualTo(5);
  }

  @Test
  void what_is_recorded_while_a_batch_goes_waits_until_it_is_looked_for() throws Exception {
    lapse(key(1), 1);
    assertThat(isRelayed()).isFalse();
    try (var _ = relay(recordingMore(key(2)), Duration.ofHours(1))) {
      assertGapless(arrived(1));
      assertThat(isRelayed()).as("sent, and not yet noted").isFalse();
    }
    assertThat(tiny.number("select count(*) from log")).isEqualTo(1);
    assertThat(tiny.number("select count(*) from outbox")).isEqualTo(1);
    try (var working = relay(recordingMore(key(3)), Duration.ofHours(1))) {
      arrived(2);
      working.relay().wake();
      assertGapless(arrived(3));
    }
    assertThat(isRelayed()).isTrue();
  }

  private boolean isRelayed() {
    return tiny.database.inTransaction(LogStore::isRelayed);
  }

  private int arrivedAtLeast(int events) {
    return distinct(arrived(events));
  }

  /** A producer that sends nothing before one more event of {@code key} is recorded. */
  private Producer<byte[], byte[]> recordingMore(EventKey key) {
    var sent = new AtomicInteger();
    return through(
        method -> {
          if (method.getName().equals("send") && sent.getAndIncrement() == 0) lapse(key, 1);
          return Optional.empty();
        });
  }

  /** A producer whose broker stops answering after so many records. */
  private Producer<byte[], byte[]> dyingAfter(int records, AtomicInteger sent) {
    return through(
        method ->
            method.getName().equals("send") && sent.incrementAndGet() > records
                ? Optional.of(CompletableFuture.failedFuture(new TimeoutException("no answer")))
                : Optional.empty());
  }

  /** The producer, unless {@code instead} has something else to answer. */
  @SuppressWarnings("unchecked")
  private Producer<byte[], byte[]> through(Function<Method, Optional<Object>> instead) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              var other = instead.apply(method);
              return other.isPresent() ? other.get() : method.invoke(producer, arguments);
            });
  }
}
