package org.attune.standalone.synthetic;

import java.time.Instant;

/**
 * A time in which a phone reaches nobody.
 *
 * @param until when it is back; what was answered meanwhile is sent then
 */
public record OfflineTime(Instant from, Instant until) {
  public boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
