package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.event.EventKey;
import org.attune.platform.time.StudyClock;

/**
 * The study time of a rehearsal: each participant's own, set by the driver before each act. A key
 * without a time of its own (somebody just invited) has that of the study.
 */
final class VirtualClock implements StudyClock {
  private final Map<EventKey, Instant> times = new ConcurrentHashMap<>();
  private volatile Instant otherwise;

  /**
   * @param start time of everybody until it is set
   */
  VirtualClock(Instant start) {
    otherwise = start;
  }

  /** Sets the time of one participant, or of a study. */
  void set(EventKey key, Instant at) {
    times.put(key, at);
    if (key.isStudy()) otherwise = at;
  }

  @Override
  public Instant now(EventKey key, Instant databaseTime) {
    return times.getOrDefault(key, otherwise);
  }
}
