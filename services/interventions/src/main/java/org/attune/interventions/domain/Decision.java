package org.attune.interventions.domain;

import java.util.List;

/**
 * What came of a command.
 *
 * @param <E> events of a participant, or of a study's groups
 */
public sealed interface Decision<E> {
  /** It holds; a command that was carried out before is accepted without events. */
  record Accepted<E>(List<E> events) implements Decision<E> {}

  /** Not now, or never. */
  record Refused<E>(Refusal reason, String detail) implements Decision<E> {}

  /** Accepted, and nothing changes. */
  static <E> Decision<E> accept() {
    return new Accepted<>(List.of());
  }

  static <E> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  static <E> Decision<E> refuse(Refusal reason, String detail) {
    return new Refused<>(reason, detail);
  }
}
