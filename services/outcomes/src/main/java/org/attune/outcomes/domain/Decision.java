package org.attune.outcomes.domain;

import java.util.List;

/** What came of a command. */
public sealed interface Decision {
  /** It holds; a command that was carried out before is accepted without events. */
  record Accepted(List<OutcomesEvent> events) implements Decision {}

  /** Not now, or never. */
  record Refused(Refusal reason, String detail) implements Decision {}

  /**
   * The form is wrong.
   *
   * @param field which field, by its path in the request
   */
  record Invalid(String field, String detail) implements Decision {}

  static Decision accept(OutcomesEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision refuse(Refusal reason, String detail) {
    return new Refused(reason, detail);
  }
}
