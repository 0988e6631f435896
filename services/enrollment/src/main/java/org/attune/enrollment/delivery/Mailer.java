package org.attune.enrollment.delivery;

/** A channel that takes letters. Thread-safe. */
public interface Mailer {
  /**
   * True if sending waits for nothing but a local file: it may then happen inside the transaction
   * that records it. Otherwise the claim is committed first, and no transaction is held meanwhile.
   */
  boolean isImmediate();

  /**
   * Sends a letter. A letter of the same message id as an earlier one reaches nobody a second time.
   */
  Outcome send(Letter letter);
}
