package org.attune.platform.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.attune.platform.event.Topics;

/** What the broker really holds at the end of each partition: after a power loss it may be less. */
@FunctionalInterface
public interface BrokerEnds {
  /**
   * Log number of the last record in each partition of {@code topics}; 0 for a partition that never
   * held one; no entry where retention has removed all.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer, or does not give
   *     a record that it says it has
   */
  Map<TopicPartition, Long> lastNumbers(List<String> topics);

  /** Asks the broker. */
  static BrokerEnds of(Map<String, Object> kafka) {
    return topics -> {
      try (var consumer =
          new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        return BrokerEndsReader.read(consumer, partitions(topics));
      }
    };
  }

  private static List<TopicPartition> partitions(List<String> topics) {
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : topics) {
      for (int i = 0; i < Topics.PARTITIONS; i++) partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  /** Reads the last record of each partition. */
  final class BrokerEndsReader {
    private static final int POLLS_MAX = 60;
    private static final Duration POLL_MAX = Duration.ofMillis(500);

    private BrokerEndsReader() {}

    static Map<TopicPartition, Long> read(
        KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
      var numbers = new HashMap<TopicPartition, Long>();
      var ends = consumer.endOffsets(partitions);
      var begins = consumer.beginningOffsets(partitions);
      var wanted = new HashSet<TopicPartition>();
      for (var partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        if (end == 0) numbers.put(partition, 0L);
        else if (begins.getOrDefault(partition, 0L) < end) wanted.add(partition);
      }
      consumer.assign(wanted);
      for (var partition : wanted) consumer.seek(partition, ends.getOrDefault(partition, 1L) - 1);
      for (int poll = 0; !wanted.isEmpty(); poll++) {
        if (poll == POLLS_MAX) throw new TimeoutException("no last record of " + wanted);
        for (var record : consumer.poll(POLL_MAX)) {
          var partition = new TopicPartition(record.topic(), record.partition());
          numbers.put(partition, Envelope.position(record).number());
          wanted.remove(partition);
        }
      }
      return numbers;
    }
  }
}
