package org.attune.testkit.harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.Topics;
import org.attune.platform.log.Envelope;

/** Publishes events as the services that own them would: numbered, with all headers. */
public final class ForeignEvents implements AutoCloseable {
  private final EventCatalog catalog;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> numbers = new HashMap<>();

  ForeignEvents(EventCatalog catalog, String brokers) {
    this.catalog = catalog;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Publishes a generated event with the next number of its partition.
   *
   * @return its position
   */
  public Position publish(SpecificRecordBase event) {
    var position = next(event);
    send(event, position);
    return position;
  }

  /** Publishes an event that tells the arm, although others of its type do not. */
  public Position publishRestricted(SpecificRecordBase event) {
    var type = catalog.type(event.getSchema().getName()).asRestricted();
    var position = next(event, type.topic());
    send(event, position);
    return position;
  }

  /** Publishes events in this order, without waiting for the broker between them. */
  public List<Position> publishAll(List<? extends SpecificRecordBase> events) {
    var positions = new ArrayList<Position>(events.size());
    var sent = new ArrayList<Future<RecordMetadata>>(events.size());
    for (var event : events) {
      var position = next(event);
      positions.add(position);
      sent.add(producer.send(record(event, position)));
    }
    sent.forEach(ForeignEvents::await);
    return positions;
  }

  private Position next(SpecificRecordBase event) {
    return next(event, catalog.type(event.getSchema().getName()).topic());
  }

  private Position next(SpecificRecordBase event, String topic) {
    var key = key(event);
    var partition = new TopicPartition(topic, Topics.partition(key));
    return new Position(
        topic, partition.partition(), 1, numbers.merge(partition, 1L, (a, b) -> a + b));
  }

  /** Publishes an event at a position of the test's choice: a duplicate, a gap, another epoch. */
  public void send(SpecificRecordBase event, Position position) {
    await(producer.send(record(event, position)));
  }

  private ProducerRecord<byte[], byte[]> record(SpecificRecordBase event, Position position) {
    var key = key(event);
    var at = (Instant) event.get(event.getSchema().getField("at").pos());
    var record =
        new ProducerRecord<byte[], byte[]>(
            position.topic(), position.partition(), bytes(key.toString()), encode(event));
    var headers = record.headers();
    headers.add("ce_specversion", bytes("1.0"));
    headers.add("ce_id", bytes(new UUID(position.partition(), position.number()).toString()));
    headers.add("ce_type", bytes(event.getSchema().getName()));
    headers.add("ce_source", bytes("/attune/" + Topics.owner(position.topic())));
    headers.add("ce_time", bytes(at.toString()));
    headers.add("ce_subject", bytes(key.toString()));
    headers.add("content-type", bytes("application/avro"));
    headers.add(Envelope.EPOCH, bytes(Integer.toString(position.epoch())));
    headers.add(Envelope.NUMBER, bytes(Long.toString(position.number())));
    return record;
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static EventKey key(SpecificRecordBase event) {
    var schema = event.getSchema();
    var study = event.get(schema.getField("study").pos()).toString();
    var participant = schema.getField("participantId");
    if (participant == null) return EventKey.ofStudy(study);
    return new EventKey(study, event.get(participant.pos()).toString());
  }

  private static byte[] encode(SpecificRecordBase event) {
    try {
      var encoder =
          new BinaryMessageEncoder<SpecificRecordBase>(
              SpecificData.getForClass(event.getClass()), event.getSchema());
      ByteBuffer buffer = encoder.encode(event);
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
