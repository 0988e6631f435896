package org.attune.platform.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.attune.platform.event.Topics;
import org.attune.platform.event.UndecodableEventException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the broker really holds at the end of each partition: after a power loss it may be less. */
@FunctionalInterface
public interface BrokerEnds {
  /**
   * Log number of the last record of ours in each partition of {@code topics}; 0 for a partition
   * that never held one; no entry where retention has removed all. What somebody else wrote there
   * and has no number is looked past.
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

    /** How many records further back it looks where the last has no number. */
    private static final long LOOK_BACK = 100;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerEnds.class);

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
        var records = consumer.poll(POLL_MAX);
        for (var partition : records.partitions()) {
          var last = lastNumber(records.records(partition));
          long first = records.records(partition).getFirst().offset();
          long begin = begins.getOrDefault(partition, 0L);
          if (last.isPresent()) numbers.put(partition, last.get());
          else if (first == 0) numbers.put(partition, 0L); // nothing of ours was ever there
          if (last.isPresent() || first <= begin) {
            wanted.remove(partition);
            consumer.pause(List.of(partition));
          } else {
            consumer.seek(partition, Math.max(begin, first - LOOK_BACK));
            poll = 0; // it answers
          }
        }
      }
      return numbers;
    }

    /** Of the last record that has one. */
    private static Optional<Long> lastNumber(List<ConsumerRecord<byte[], byte[]>> records) {
      for (var record : records.reversed()) {
        try {
          return Optional.of(Envelope.position(record).number());
        } catch (UndecodableEventException e) {
          LOG.warn("{} offset {} is no event", record.topic(), record.offset());
        }
      }
      return Optional.empty();
    }
  }
}
