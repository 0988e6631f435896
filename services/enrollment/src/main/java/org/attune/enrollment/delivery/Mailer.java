package org.attune.enrollment.delivery;

import java.time.LocalDate;
import java.util.Set;

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

  /**
   * Takes back letters, as far as the channel still has them. What has left the house it cannot.
   *
   * @param messageIds of the letters
   * @param since day, UTC, of the first of them
   * @throws java.io.UncheckedIOException if one is there and cannot be removed
   */
  default void takeBack(Set<String> messageIds, LocalDate since) {}
}
