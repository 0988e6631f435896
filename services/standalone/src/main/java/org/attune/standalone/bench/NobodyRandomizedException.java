package org.attune.standalone.bench;

/** A study by whose rules, and with whose people, hardly anybody is ever randomized. */
public final class NobodyRandomizedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NobodyRandomizedException(int invited, int randomized) {
    super("of %d people invited only %d are randomized".formatted(invited, randomized));
  }
}
