package org.attune.platform.consume;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;

/** The schemas that writers have published, by fingerprint. */
public final class SchemaTopic {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.SCHEMAS, 0);
  private static final Duration POLL_MAX = Duration.ofMillis(500);

  private final EventCatalog catalog;
  private final Map<String, Object> kafka;

  /**
   * @param kafka client settings
   */
  public SchemaTopic(EventCatalog catalog, Map<String, Object> kafka) {
    this.catalog = catalog;
    this.kafka = kafka;
  }

  /**
   * Publishes the schemas of a service, before its first event.
   *
   * @throws IllegalStateException if the broker does not acknowledge
   */
  public void publish(Producer<byte[], byte[]> producer, String service) {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var type : catalog.types()) {
      if (!type.service().equals(service)) continue;
      var key = HexFormat.of().toHexDigits(type.fingerprint()).getBytes(StandardCharsets.UTF_8);
      var value = type.schema().toString().getBytes(StandardCharsets.UTF_8);
      sent.add(producer.send(new ProducerRecord<>(Topics.SCHEMAS, 0, key, value)));
    }
    try {
      for (var acknowledged : sent) acknowledged.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("schemas cannot be published: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * Makes sure that a writer's schema is known, reading the topic if it is not.
   *
   * @throws UnknownSchemaException if nobody has published it
   */
  public void require(long fingerprint) {
    if (catalog.writer(fingerprint) != null) return;
    learn();
    if (catalog.writer(fingerprint) == null) throw new UnknownSchemaException(fingerprint);
  }

  private void learn() {
    try (var consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      while (consumer.position(PARTITION) < end) {
        for (var record : consumer.poll(POLL_MAX)) {
          var value = record.value();
          if (value == null) continue;
          catalog.learn(new Schema.Parser().parse(new String(value, StandardCharsets.UTF_8)));
        }
      }
    }
  }
}
