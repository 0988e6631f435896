package org.attune.platform.event;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * One event as it arrives.
 *
 * @param type simple name of the schema, for example {@code PromptAnswered}
 * @param at study time of the event
 * @param cause position of the event that caused this one
 * @param body single-object encoding; empty for an erased event
 */
public record Message(
    EventCatalog catalog,
    Position position,
    EventKey key,
    UUID eventId,
    String type,
    Instant at,
    Optional<Position> cause,
    byte @Nullable [] body) {
  /** True if the event was erased: only its number is left. */
  public boolean isErased() {
    return body == null;
  }

  /**
   * The event as the reader's generated class knows it.
   *
   * @throws UndecodableEventException if the bytes are not this event, or it was erased
   */
  public <T extends SpecificRecordBase> T as(Class<T> reader) {
    return catalog.read(bytes(), reader);
  }

  /**
   * The event as its writer wrote it.
   *
   * @throws UndecodableEventException if the bytes do not decode, or it was erased
   */
  public GenericRecord asWritten() {
    return catalog.readGeneric(bytes());
  }

  private byte[] bytes() {
    var bytes = body;
    if (bytes == null) throw new UndecodableEventException("the event was erased");
    return bytes;
  }
}
