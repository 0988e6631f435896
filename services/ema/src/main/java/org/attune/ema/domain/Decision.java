package org.attune.ema.domain;

import java.util.List;

/** What a command comes to. */
public sealed interface Decision {
  /**
   * @param events to record; none if it was done before
   */
  record Accepted(List<EmaEvent> events) implements Decision {}

  /**
   * @param detail one sentence for a person
   */
  record Refused(Refusal reason, String detail) implements Decision {}

  static Decision accept(EmaEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(Refusal reason, String detail) {
    return new Refused(reason, detail);
  }
}
