package org.attune.studies.domain;

import java.util.List;

/** What came of a command. */
public sealed interface Decision {
  /**
   * It is done.
   *
   * @param events what happened; empty if it had been done before
   */
  record Accepted(List<StudyEvent> events) implements Decision {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /**
   * It is not done.
   *
   * @param detail one sentence for the acting person
   */
  record Refused(Refusal reason, String detail) implements Decision {}

  static Decision accept(StudyEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(Refusal reason, String detail) {
    return new Refused(reason, detail);
  }
}
