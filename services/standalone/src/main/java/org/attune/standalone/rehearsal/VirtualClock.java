package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.event.EventKey;
import org.attune.standalone.separate.DrivenClock;

/** The study time of a rehearsal whose services run in the driver's process. */
final class VirtualClock implements DrivenClock {
  private final Map<EventKey, Instant> times = new ConcurrentHashMap<>();
  private volatile Instant otherwise;

  /**
   * @param start time of everybody until it is set
   */
  VirtualClock(Instant start) {
    otherwise = start;
  }

  @Override
  public void set(EventKey key, Instant at) {
    times.put(key, at);
    if (key.isStudy()) otherwise = at;
  }

  @Override
  public Instant now(EventKey key, Instant databaseTime) {
    return times.getOrDefault(key, otherwise);
  }
}
