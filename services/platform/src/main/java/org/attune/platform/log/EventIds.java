package org.attune.platform.log;

import java.util.HexFormat;
import java.util.UUID;
import org.attune.platform.entropy.Uuids;
import org.attune.platform.event.EventKey;

/**
 * Ids of events. Each depends on the event's salt, which nobody outside the service's schema has:
 * from sequence numbers alone whoever knows a pseudonym could try them one after another, and see
 * where between public events a restricted one stands.
 */
public final class EventIds {
  private EventIds() {}

  /**
   * The id of one event.
   *
   * @param seq position in the history of {@code key}, from 1
   * @param salt of that event's history row
   */
  public static UUID of(String service, EventKey key, long seq, byte[] salt) {
    var secret = HexFormat.of().formatHex(salt);
    return Uuids.ofParts(service, key.study(), key.participant(), seq, secret);
  }
}
