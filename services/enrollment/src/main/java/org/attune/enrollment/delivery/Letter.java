package org.attune.enrollment.delivery;

import java.time.Instant;

/**
 * One message, ready to be sent.
 *
 * @param messageId the same for the same occasion, so that the channel can drop a second copy
 * @param at study time of sending
 * @param synthetic true in a rehearsal: nobody is behind the address
 */
public record Letter(
    String messageId, String to, String subject, String text, Instant at, boolean synthetic) {
  /** Never the address. */
  @Override
  public String toString() {
    return "letter " + messageId;
  }
}
