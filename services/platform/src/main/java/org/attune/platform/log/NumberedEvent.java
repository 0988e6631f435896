package org.attune.platform.log;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.jspecify.annotations.Nullable;

/** An event of this service's history with its position in the log, ready to be sent. */
public record NumberedEvent(
    String service,
    Position position,
    EventKey key,
    long seq,
    UUID eventId,
    String type,
    Instant at,
    Optional<String> cause,
    byte @Nullable [] payload) {
  Optional<String> dataSchema() {
    var bytes = payload;
    if (bytes == null) return Optional.empty();
    return Optional.of("avro:" + HexFormat.of().toHexDigits(EventCatalog.fingerprint(bytes)));
  }
}
