package org.attune.testkit.checker;

import java.time.Instant;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.jspecify.annotations.Nullable;

/**
 * One event as a service recorded it.
 *
 * @param payload single-object encoding; null once erased, and so is {@code salt}
 * @param position in the log; null before it was numbered
 */
record HistoryRow(
    EventCatalog catalog,
    String service,
    EventKey key,
    long seq,
    UUID eventId,
    String type,
    String topic,
    byte @Nullable [] payload,
    byte @Nullable [] salt,
    byte[] digest,
    Instant at,
    @Nullable String cause,
    @Nullable Position position) {
  /** The row in words: service, owner, sequence number, type and, if it has one, position. */
  String where() {
    var row = service + " history " + key + " #" + seq + " " + type;
    return position == null ? row : row + " (" + position + ")";
  }

  boolean isErased() {
    return payload == null;
  }

  /** The event as this build's generated class. */
  <T extends SpecificRecordBase> T as(Class<T> reader) {
    return catalog.read(bytes(), reader);
  }

  /** The event as it was written. */
  GenericRecord asWritten() {
    return catalog.readGeneric(bytes());
  }

  private byte[] bytes() {
    var bytes = payload;
    if (bytes == null) throw new IllegalStateException("erased: " + where());
    return bytes;
  }
}
