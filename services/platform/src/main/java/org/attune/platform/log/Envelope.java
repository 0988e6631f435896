package org.attune.platform.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Message;
import org.attune.platform.event.Position;
import org.attune.platform.event.UndecodableEventException;
import org.attune.platform.time.InstantText;

/**
 * Events as Kafka records: CloudEvents 1.0 Kafka protocol binding, binary content mode, with our
 * log position beside it.
 */
public final class Envelope {
  public static final String EPOCH = "attune_epoch";
  public static final String NUMBER = "attune_number";
  public static final String CAUSE = "attune_cause";

  private Envelope() {}

  static ProducerRecord<byte[], byte[]> toRecord(NumberedEvent event) {
    var position = event.position();
    var record =
        new ProducerRecord<byte[], byte[]>(
            position.topic(), position.partition(), bytes(event.key().toString()), event.payload());
    var headers = record.headers();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", event.eventId().toString());
    put(headers, "ce_type", event.type());
    put(headers, "ce_source", "/attune/" + event.service());
    put(headers, "ce_time", event.at().toString());
    put(headers, "ce_subject", event.key().toString());
    put(headers, "content-type", "application/avro");
    event.dataSchema().ifPresent(fingerprint -> put(headers, "ce_dataschema", fingerprint));
    put(headers, EPOCH, Integer.toString(position.epoch()));
    put(headers, NUMBER, Long.toString(position.number()));
    event.cause().ifPresent(cause -> put(headers, CAUSE, cause));
    return record;
  }

  /**
   * The event type a record says it is.
   *
   * @throws UndecodableEventException if it says none
   */
  public static String type(ConsumerRecord<byte[], byte[]> record) {
    return text(record.headers(), "ce_type");
  }

  /** Where a record stands in the log of its topic. */
  public static Position position(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Position(
          record.topic(),
          record.partition(),
          Integer.parseInt(text(record.headers(), EPOCH)),
          Long.parseLong(text(record.headers(), NUMBER)));
    } catch (NumberFormatException e) {
      throw new UndecodableEventException("no log number", e);
    }
  }

  /**
   * A record as a message.
   *
   * @throws UndecodableEventException if headers or key do not read, or the event type does not
   *     belong on this topic
   */
  public static Message message(EventCatalog catalog, ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers();
    var type = text(headers, "ce_type");
    var _ = catalog.type(type).on(record.topic());
    try {
      var cause = headers.lastHeader(CAUSE);
      return new Message(
          catalog,
          position(record),
          EventKey.parse(new String(record.key(), StandardCharsets.UTF_8)),
          UUID.fromString(text(headers, "ce_id")),
          type,
          InstantText.parse(text(headers, "ce_time")),
          cause == null
              ? Optional.empty()
              : Optional.of(Position.parse(new String(cause.value(), StandardCharsets.UTF_8))),
          record.value());
    } catch (RuntimeException e) {
      throw new UndecodableEventException("the envelope does not read", e);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, bytes(value));
  }

  private static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    if (header == null) throw new UndecodableEventException("no header " + name);
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
