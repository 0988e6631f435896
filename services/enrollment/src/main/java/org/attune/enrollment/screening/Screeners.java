package org.attune.enrollment.screening;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.protocol.model.Protocol;

/** The screeners of protocol versions, each compiled once: published versions never change. */
public final class Screeners {
  private final Map<String, Screener> bySha256 = new ConcurrentHashMap<>();

  public Screener of(Protocol protocol) {
    return bySha256.computeIfAbsent(protocol.sha256(), _ -> new Screener(protocol));
  }
}
