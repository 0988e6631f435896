package org.attune.enrollment.domain;

import java.util.List;

/** What enrollment says to a command. */
public sealed interface Decision {
  /**
   * It is so from now on, or was so already.
   *
   * @param events what is to be recorded, oldest first; empty for a command that arrived before
   */
  record Accepted(List<EnrollmentEvent> events) implements Decision {}

  /**
   * No.
   *
   * @param detail one sentence for a person; never contact data
   */
  record Refused(Refusal reason, String detail) implements Decision {}

  static Decision accept(EnrollmentEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(Refusal reason, String detail) {
    return new Refused(reason, detail);
  }
}
