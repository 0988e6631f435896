package org.attune.standalone.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;
import org.attune.platform.log.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tail}: the events of a topic, decoded, as JSON lines. */
@Command(name = "tail", description = "Print the events of a topic as JSON lines.")
final class TailCommand implements Callable<Integer> {
  private static final Duration POLL_MAX = Duration.ofMillis(200);

  @Parameters(paramLabel = "TOPIC", description = "Topic, for example ema.v1.")
  String topic = "";

  @Option(names = "--follow", description = "Go on until Ctrl-C.")
  boolean follow;

  @Mixin DataOption data = new DataOption();

  @Override
  public Integer call() {
    var catalog = EventCatalog.standard();
    if (!Topics.all(catalog).contains(topic)) {
      throw new UnusableCallException(
          "There is no topic " + topic + ": name one of " + Topics.all(catalog) + ".");
    }
    try (var platform = Attachment.open(data.directory)) {
      print(catalog, platform.kafka());
    }
    return 0;
  }

  private void print(EventCatalog catalog, String brokers) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", brokers, "auto.offset.reset", "none", "enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      for (int i = 0; i < Topics.PARTITIONS; i++) partitions.add(new TopicPartition(topic, i));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (follow || isBehind(consumer, ends)) {
        for (var record : consumer.poll(POLL_MAX)) {
          System.out.println(EventJson.of(Envelope.message(catalog, record)).encode());
        }
      }
    }
  }

  private static boolean isBehind(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    for (var end : ends.entrySet()) {
      if (consumer.position(end.getKey()) < end.getValue()) return true;
    }
    return false;
  }
}
