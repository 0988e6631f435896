package org.attune.standalone.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;
import org.attune.standalone.synthetic.Chance;

/** Writes into every topic what is no event, an event of long ago, and one of the far future. */
record ForeignRecords(Estate estate, Chance chance, Tally tally) implements Callable<Void> {
  private static final int BETWEEN_MILLIS_MAX = 4_000;
  private static final int BURST = 5;
  private static final int BLOCK_MILLIS_MAX = 2_000;
  private static final List<String> NUMBERS = List.of("none", "1", "999999999");

  @Override
  public Void call() throws InterruptedException {
    var topics = Topics.all(EventCatalog.standard());
    while (tally.mayKill()) {
      Pauses.some(chance, BETWEEN_MILLIS_MAX);
      try (var producer = producer()) {
        for (int i = 0; i < BURST; i++) {
          producer.send(record(chance.oneOf(List.copyOf(topics)))).get();
        }
        tally.done(Fault.FOREIGN_RECORDS);
      } catch (ExecutionException | RuntimeException e) {
        tally.retry(); // the broker is being killed: nothing depends on these
      }
    }
    return null;
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            estate.kafka(),
            "max.block.ms",
            BLOCK_MILLIS_MAX,
            "delivery.timeout.ms",
            BLOCK_MILLIS_MAX,
            "request.timeout.ms",
            BLOCK_MILLIS_MAX);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private ProducerRecord<byte[], byte[]> record(String topic) {
    int partition = chance.integer(0, Topics.PARTITIONS - 1);
    var number = chance.oneOf(NUMBERS);
    var record = new ProducerRecord<>(topic, partition, text("no key"), text("no event"));
    if (number.equals("none")) return record;
    record.headers().add("ce_type", text("NoSuchEvent"));
    record.headers().add("attune_epoch", text("1"));
    record.headers().add("attune_number", text(number));
    return record;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
