package org.attune.ema.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.protocol.decision.Policy;
import org.attune.protocol.model.Protocol;

/** The policies of published decision points, compiled once: a published version never changes. */
public final class Policies {
  private record Schedule(String study, int version, String id) {}

  private final Map<Schedule, List<Policy>> known = new ConcurrentHashMap<>();

  /** The policies at a schedule, in the order of the protocol; none in most studies. */
  public List<Policy> at(Protocol protocol, String schedule) {
    if (protocol.microRandomization().isEmpty()) return List.of();
    return known.computeIfAbsent(
        new Schedule(protocol.study(), protocol.version(), schedule),
        _ -> Policy.at(protocol, schedule));
  }
}
