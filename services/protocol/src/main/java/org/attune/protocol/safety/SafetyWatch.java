package org.attune.protocol.safety;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.protocol.model.Protocol;

/**
 * Compiled safety rules, remembered: those of a published version never change. Safe for many
 * threads.
 */
public final class SafetyWatch {
  private final Map<String, WatchedRules> byProtocol = new ConcurrentHashMap<>();

  /** The rules of a protocol; a study without any costs no more than asking. */
  public WatchedRules of(Protocol protocol) {
    return protocol.safety().isEmpty()
        ? WatchedRules.of(protocol)
        : byProtocol.computeIfAbsent(protocol.sha256(), _ -> WatchedRules.of(protocol));
  }
}
