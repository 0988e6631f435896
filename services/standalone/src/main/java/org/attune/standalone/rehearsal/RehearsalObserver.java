package org.attune.standalone.rehearsal;

import java.time.Instant;
import java.util.Set;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.log.ProgressObserver;

/** Hears all services of the rehearsal's platform. */
record RehearsalObserver(InFlight inFlight, DueWakes wakes) implements ProgressObserver {
  @Override
  public void appended(
      String service, EventKey key, long firstSeq, long lastSeq, Set<String> types) {
    inFlight.appended(service, key, firstSeq, lastSeq, types);
  }

  @Override
  public boolean isAwaited(Set<String> types) {
    return inFlight.matters(types);
  }

  @Override
  public void numbered(String service, EventKey key, long seq, String type, Position position) {
    inFlight.numbered(service, key, seq, type, position);
  }

  @Override
  public void noted(String service) {
    inFlight.noted();
  }

  @Override
  public void applied(String consumer, Position position) {
    inFlight.applied(consumer, position);
  }

  @Override
  public void scheduled(String service, EventKey key, String kind, Instant at) {
    wakes.scheduled(service, key, kind, at);
  }
}
