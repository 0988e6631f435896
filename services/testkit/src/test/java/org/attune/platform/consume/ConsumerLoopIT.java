package org.attune.platform.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.attune.enrollment.v1.ZoneChanged;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Topics;
import org.attune.platform.log.ProgressObserver;
import org.attune.testkit.backend.TestBackends;
import org.attune.testkit.platform.TinyDatabase;
import org.attune.testkit.platform.TinyService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One loop stepped record by record over a real database; the broker is Kafka's own mock. */
class ConsumerLoopIT {
  private static final String TOPIC = "enrollment.v1";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final TopicPartition ANOTHER = new TopicPartition(TOPIC, 1);
  private static final EventKey ANN = EventKey.of("kind", new UUID(0, 1));
  private static final EventKey BEA = EventKey.of("kind", new UUID(0, 2));
  private static final Instant NOW = Instant.parse("2027-02-01T08:00:00Z");
  private static final String FACTS = "select zone from fact order by id";

  private final TinyDatabase tiny = new TinyDatabase();
  private final EventCatalog catalog = EventCatalog.standard();
  private Map<String, Object> kafka = Map.of();

  /** A loop and the broker it reads. */
  private record Stepped(ConsumerLoop loop, MockConsumer<byte[], byte[]> broker) {
    @SafeVarargs
    final void reads(ConsumerRecord<byte[], byte[]>... records) {
      for (var record : records) broker.addRecord(record);
      loop.pollOnce();
    }
  }

  private Stepped loop(MessageHandler handler) {
    return loop(handler, List.of(PARTITION));
  }

  private Stepped loop(MessageHandler handler, List<TopicPartition> partitions) {
    var broker = new MockConsumer<byte[], byte[]>("none");
    var loop =
        new ConsumerLoop(
            new ConsumerLoop.Parts(
                "ema",
                Map.of(TOPIC, handler),
                broker,
                tiny.database,
                catalog,
                new SchemaTopic(catalog, kafka),
                new TopicIds(Map.of(TOPIC, "id-1")),
                ProgressObserver.none()));
    loop.subscribe();
    for (var partition : partitions) broker.updateBeginningOffsets(Map.of(partition, 0L));
    broker.rebalance(partitions);
    return new Stepped(loop, broker);
  }

  private Stepped loop() {
    return loop(new TinyService().new Zones());
  }

  private Stepped loopOfTwo() {
    return loop(new TinyService().new Zones(), List.of(PARTITION, ANOTHER));
  }

  @AfterEach
  void close() {
    tiny.close();
  }

  private static byte[] zone(EventKey key, String zone) {
    try {
      var event =
          ZoneChanged.newBuilder()
              .setStudy(key.study())
              .setParticipantId(key.participantId())
              .setZone(zone)
              .setAt(NOW)
              .build();
      return bytes(ZoneChanged.getEncoder().encode(event));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static ConsumerRecord<byte[], byte[]> record(long number, EventKey key, byte[] body) {
    return record(number, key, body, "ZoneChanged");
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long number, EventKey key, byte[] body, String type) {
    return record(PARTITION, number, key, body, type);
  }

  private static ConsumerRecord<byte[], byte[]> another(long number, EventKey key, byte[] body) {
    return record(ANOTHER, number, key, body, "ZoneChanged");
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long number, EventKey key, byte[] body, String type) {
    var record =
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), number - 1, text(key.toString()), body);
    record
        .headers()
        .add("ce_id", text(new UUID(0, number).toString()))
        .add("ce_type", text(type))
        .add("ce_time", text(NOW.toString()))
        .add("attune_epoch", text("1"))
        .add("attune_number", text(Long.toString(number)));
    return record;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long cursor() {
    return tiny.number("select number from cursor where topic = ? and partition = 0", TOPIC);
  }

  @Test
  void a_zombie_finds_the_cursor_ahead_and_changes_nothing() {
    var zombie = loop();
    var heir = loop();
    heir.reads(record(1, ANN, zone(ANN, "Asia/Tokyo")), record(2, BEA, zone(BEA, "Asia/Seoul")));
    zombie.reads(record(1, ANN, zone(ANN, "Asia/Tokyo")), record(2, BEA, zone(BEA, "Asia/Seoul")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo", "Asia/Seoul");
    assertThat(cursor()).isEqualTo(2);
    zombie.reads(record(3, ANN, zone(ANN, "Europe/Rome")));
    heir.reads(record(3, ANN, zone(ANN, "Europe/Rome")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo", "Asia/Seoul", "Europe/Rome");
  }

  private List<String> cursors() {
    return tiny.texts("select partition || ':' || number from cursor order by partition");
  }

  @Test
  void what_one_poll_brings_of_several_partitions_is_one_transaction() {
    loopOfTwo()
        .reads(
            record(1, ANN, zone(ANN, "Asia/Tokyo")),
            another(1, BEA, zone(BEA, "Asia/Seoul")),
            record(2, ANN, zone(ANN, "Europe/Rome")));
    assertThat(tiny.texts(FACTS))
        .containsExactlyInAnyOrder("Asia/Tokyo", "Asia/Seoul", "Europe/Rome");
    assertThat(cursors()).containsExactly("0:2", "1:1");
    assertThat(tiny.number("select count(distinct xmin::text) from cursor")).isEqualTo(1);
    assertThat(tiny.number("select count(distinct xmin::text) from fact")).isEqualTo(1);
  }

  @Test
  void what_fails_in_one_partition_holds_up_no_other() {
    loopOfTwo()
        .reads(
            record(1, ANN, text("not an event")),
            record(2, ANN, zone(ANN, "Europe/Rome")),
            another(1, BEA, zone(BEA, "Asia/Seoul")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Seoul");
    assertThat(
            tiny.texts("select key || ' ' || number || ' ' || reason from parked order by number"))
        .containsExactly(ANN + " 1 UndecodableEventException", ANN + " 2 parked-key");
    assertThat(cursors()).containsExactly("0:2", "1:1");
  }

  @Test
  void a_zombie_of_one_partition_still_owns_the_other() {
    var zombie = loopOfTwo();
    loop().reads(record(1, ANN, zone(ANN, "Asia/Tokyo")));
    zombie.reads(record(1, ANN, zone(ANN, "Asia/Tokyo")), another(1, BEA, zone(BEA, "Asia/Seoul")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo", "Asia/Seoul");
    assertThat(cursors()).containsExactly("0:1", "1:1");
  }

  @Test
  void a_database_that_is_away_is_waited_for_in_every_partition() {
    var loop = loopOfTwo();
    var ann = record(1, ANN, zone(ANN, "Asia/Tokyo"));
    var bea = another(1, BEA, zone(BEA, "Asia/Seoul"));
    tiny.down = true;
    loop.reads(ann, bea);
    assertThat(loop.broker().position(PARTITION)).isZero();
    assertThat(loop.broker().position(ANOTHER)).isZero();
    tiny.down = false;
    loop.reads(ann, bea);
    assertThat(tiny.texts(FACTS)).containsExactlyInAnyOrder("Asia/Tokyo", "Asia/Seoul");
    assertThat(tiny.number("select count(*) from parked")).isZero();
  }

  @Test
  void the_cursor_moves_only_from_where_it_was_read() {
    var cursors = new CursorStore("ema");
    var at = tiny.database.inTransaction(c -> cursors.load(c, TOPIC, 0, "id-1"));
    var to = new Cursor(TOPIC, 0, 1, 1, 1, "id-1");
    var move = new ConsumerLoop.Move(PARTITION, at, to, false);
    boolean first = tiny.database.inTransaction(c -> cursors.advance(c, List.of(move)));
    boolean second = tiny.database.inTransaction(c -> cursors.advance(c, List.of(move)));
    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void an_undecodable_record_parks_its_key_only() {
    var loop = loop();
    loop.reads(
        record(1, ANN, zone(ANN, "Asia/Tokyo")),
        record(2, ANN, text("not an event")),
        record(3, BEA, zone(BEA, "Asia/Seoul")),
        record(4, ANN, zone(ANN, "Europe/Rome")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo", "Asia/Seoul");
    assertThat(
            tiny.texts("select key || ' ' || number || ' ' || reason from parked order by number"))
        .containsExactly(ANN + " 2 UndecodableEventException", ANN + " 4 parked-key");
    assertThat(cursor()).isEqualTo(4);
  }

  @Test
  void a_truncated_body_parks_its_key() {
    var whole = zone(ANN, "Asia/Tokyo");
    loop().reads(record(1, ANN, java.util.Arrays.copyOf(whole, whole.length - 9)));
    assertThat(tiny.texts("select reason from parked"))
        .containsExactly("UndecodableEventException");
  }

  @Test
  void an_event_that_does_not_belong_on_the_topic_is_refused() {
    loop(new Everything()).reads(record(1, ANN, zone(ANN, "Asia/Tokyo"), "PromptSent"));
    assertThat(tiny.texts(FACTS)).isEmpty();
    assertThat(tiny.texts("select reason from parked"))
        .containsExactly("UndecodableEventException");
  }

  @Test
  void parked_events_of_a_handler_of_all_types_are_applied_when_replayed() {
    var handler = new Everything();
    handler.failing = true;
    loop(handler).reads(record(1, ANN, zone(ANN, "Asia/Tokyo")));
    handler.failing = false;
    var replayed =
        new Parking("ema").replay(tiny.database, catalog, handler, TOPIC, ANN.toString());
    assertThat(replayed).isEqualTo(new Replayed(1, Optional.empty()));
    assertThat(tiny.texts(FACTS)).containsExactly("all");
  }

  @Test
  void an_erased_event_leaves_its_number_only() {
    loop().reads(record(1, ANN, null), record(2, ANN, zone(ANN, "Asia/Tokyo")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo");
    assertThat(cursor()).isEqualTo(2);
  }

  @Test
  void a_database_that_is_away_is_waited_for() {
    var loop = loop();
    tiny.down = true;
    loop.reads(record(1, ANN, zone(ANN, "Asia/Tokyo")), record(2, ANN, zone(ANN, "Europe/Rome")));
    assertThat(loop.broker().position(PARTITION)).isZero();
    tiny.down = false;
    loop.reads(record(1, ANN, zone(ANN, "Asia/Tokyo")), record(2, ANN, zone(ANN, "Europe/Rome")));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo", "Europe/Rome");
    assertThat(tiny.number("select count(*) from parked")).isZero();
  }

  @Test
  void an_unknown_schema_is_waited_for_and_learned() throws Exception {
    var brokers = TestBackends.shared().newTopics(catalog);
    kafka = Map.of("bootstrap.servers", brokers, "auto.offset.reset", "none");
    var newer = newer();
    var body = bytes(encode(newer));
    var loop = loop();
    loop.reads(record(1, ANN, body));
    assertThat(tiny.texts(FACTS)).isEmpty();
    assertThat(loop.broker().position(PARTITION)).isZero();
    publish(brokers, newer);
    loop.reads(record(1, ANN, body));
    assertThat(tiny.texts(FACTS)).containsExactly("Asia/Tokyo");
    assertThat(tiny.number("select count(*) from parked")).isZero();
  }

  private static Schema newer() {
    var known = ZoneChanged.getClassSchema();
    var fields =
        new java.util.ArrayList<Schema.Field>(
            known.getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    fields.add(new Schema.Field("since", Schema.create(Schema.Type.INT), "Range: from 0.", 0));
    return Schema.createRecord(
        known.getName(), known.getDoc(), known.getNamespace(), false, fields);
  }

  private static ByteBuffer encode(Schema schema) throws java.io.IOException {
    var event = new GenericData.Record(schema);
    event.put("study", ANN.study());
    event.put("participantId", ANN.participant());
    event.put("zone", "Asia/Tokyo");
    event.put("at", NOW.toEpochMilli() * 1000);
    event.put("since", 7);
    return new BinaryMessageEncoder<GenericRecord>(new GenericData(), schema).encode(event);
  }

  private static void publish(String brokers, Schema schema) throws Exception {
    var key = HexFormat.of().toHexDigits(SchemaNormalization.parsingFingerprint64(schema));
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.SCHEMAS, 0, text(key), text(schema.toString())))
          .get();
    }
  }

  /** Applies every type, as the sink does. */
  private static final class Everything implements MessageHandler {
    private boolean failing;

    @Override
    public Set<String> types() {
      return Set.of();
    }

    @Override
    public void apply(Connection connection, Message message) throws SQLException {
      if (failing) throw new IllegalStateException("a handler with a bug");
      Sql.update(
          connection,
          "insert into fact (participant, zone, position) values (?, 'all', ?)",
          message.key().participant(),
          message.position().toString());
    }
  }
}
