package org.attune.enrollment.channel;

import java.time.LocalDate;
import java.util.Set;

/** A channel that takes letters. Thread-safe. */
public interface Carrier {
  /**
   * True if sending waits for nothing but a local file: it may then happen inside the transaction
   * that records it. Otherwise the claim is committed first, and no transaction is held meanwhile.
   */
  boolean isImmediate();

  /**
   * True if a letter of the same id as an earlier one reaches nobody a second time, so that one of
   * which it is not known whether it was taken may be sent again.
   */
  boolean removesDuplicates();

  /** Sends a letter and waits until its fate is known, for a limited time. */
  Sent send(Letter letter);

  /**
   * Takes back letters, as far as the channel still has them. What has left the house it cannot.
   *
   * @param messageIds of the letters
   * @param since day, UTC, of the first of them
   * @throws java.io.UncheckedIOException if one is there and cannot be removed
   */
  default void takeBack(Set<String> messageIds, LocalDate since) {}
}
