package org.attune.protocol.expression;

import java.util.Set;

/** What an expression says of what is known. */
public sealed interface Evaluation {
  /**
   * The value, whatever the facts that are still missing turn out to be.
   *
   * @param value {@link Boolean}, {@link String}, {@link Long} or {@link Double}
   */
  record Known(Object value) implements Evaluation {}

  /**
   * It depends on facts that are not known yet.
   *
   * @param missing their names, sorted; empty if the facts are there but have no value together, as
   *     in a whole number divided by zero: waiting does not help
   */
  record Unknown(Set<String> missing) implements Evaluation {}

  /** Whether this is known and true. */
  default boolean isTrue() {
    return this instanceof Known(var value) && Boolean.TRUE.equals(value);
  }
}
