package org.attune.randomization.engine;

import java.util.Locale;

/** What is declared to happen when a list has no place left. */
enum Exhausted {
  /** Whoever comes waits until the list is longer. */
  WAIT,
  /** Another list of the same length begins. */
  AGAIN,
  /** Places are drawn by simple randomization, in the ratio. */
  SIMPLE;

  /**
   * @throws IllegalArgumentException if there is no such rule
   */
  static Exhausted of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
