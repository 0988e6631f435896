package org.attune.testkit.checker;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.platform.event.EventKey;

/**
 * Promise I16 between two services: each prompt's answer that ema found to meet a safety rule has
 * its alert in outcomes. One entry for each such answer and rule, of which there are few. Safe for
 * many threads.
 */
final class Concerns {
  /** An answer that meets a rule. */
  record Concern(EventKey owner, UUID answer, String rule) {}

  private final Map<Concern, String> met = new ConcurrentHashMap<>();
  private final Set<Concern> raised = ConcurrentHashMap.newKeySet();

  void met(Concern concern, String where) {
    met.put(concern, where);
  }

  void raised(Concern concern) {
    raised.add(concern);
  }

  /** Both histories were seen. */
  void end(Findings findings) {
    met.forEach(
        (concern, where) -> {
          if (raised.contains(concern)) return;
          findings.broken(
              Promise.I16, where, "No alert was raised for the rule " + concern.rule() + ".");
        });
  }
}
