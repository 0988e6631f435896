package org.attune.platform.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients with every option that matters said aloud. */
final class KafkaClients {
  static final int POLL_RECORDS_MAX = 2_000;

  /** A patient consumer waits for this many bytes, or until its patience ends. */
  static final int GATHER_BYTES = 512 * 1024;

  /** Patience where people wait for answers meanwhile: what is gathered is written in one burst. */
  static final Duration PATIENCE_LIVE = Duration.ofMillis(100);

  /** Patience where nobody waits: fewer and larger transactions. */
  static final Duration PATIENCE_STEPPED = Duration.ofMillis(400);

  /** Whoever takes each record at once asks again after this long without any. */
  private static final Duration SILENCE_MAX = Duration.ofMillis(500);

  /** After this long without a sign of life a consumer's partitions go to another. */
  static final int SESSION_MILLIS = 10_000;

  /**
   * A relay hands over a whole batch within less than this; without it the first record goes ahead
   * alone, and each request that arrives wakes every consumer of its topics.
   */
  private static final int LINGER_MILLIS = 5;

  /** What a relay's batch holds for one partition, most often. */
  private static final int BATCH_BYTES = 64 * 1024;

  static final int REQUEST_BYTES_MAX = 8 * 1024 * 1024;

  private KafkaClients() {}

  static Map<String, Object> common(KafkaAddress kafka) {
    var settings = new HashMap<String, Object>(kafka.security());
    settings.put("bootstrap.servers", kafka.brokers());
    settings.put("enable.metrics.push", false);
    settings.put("metric.reporters", "");
    return settings;
  }

  static KafkaProducer<byte[], byte[]> producer(KafkaAddress kafka, String clientId) {
    var settings = common(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * A consumer of a group; positions are ours, so nothing is committed to Kafka.
   *
   * @param patience how long it gathers records before it answers a poll, for a consumer that wants
   *     everything and is waited for by nobody; zero if it answers at once
   */
  static KafkaConsumer<byte[], byte[]> consumer(
      KafkaAddress kafka, String group, Duration patience) {
    var silence = patience.isZero() ? SILENCE_MAX : patience;
    var settings = common(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 5);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, patience.isZero() ? 1 : GATHER_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) silence.toMillis());
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, REQUEST_BYTES_MAX);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Settings of a consumer without a group, for looking at topics. */
  static Map<String, Object> reader(KafkaAddress kafka) {
    var settings = common(kafka);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, REQUEST_BYTES_MAX);
    return settings;
  }
}
