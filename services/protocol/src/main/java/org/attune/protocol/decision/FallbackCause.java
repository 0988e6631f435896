package org.attune.protocol.decision;

/** Why the probabilities of an expression were not used. */
public enum FallbackCause {
  /** One has no value: an item was left out, or it is divided by zero. */
  NOT_KNOWN,
  /** They do not sum to 1. */
  NOT_ONE,
  /** One lies outside the declared bounds. */
  OUT_OF_BOUNDS
}
