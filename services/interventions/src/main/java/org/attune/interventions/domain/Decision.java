package org.attune.interventions.domain;

import java.util.List;

/** What came of a command. */
public sealed interface Decision {
  /** It holds; a command that was carried out before is accepted without events. */
  record Accepted(List<InterventionsEvent> events) implements Decision {}

  /** Not now, or never. */
  record Refused(Refusal reason, String detail) implements Decision {}

  static Decision accept(InterventionsEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(Refusal reason, String detail) {
    return new Refused(reason, detail);
  }
}
