package org.attune.enrollment.channel;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message, ready to be sent.
 *
 * @param id the same for the same occasion, so that a channel can drop a second copy
 * @param subject neutral, like the words: it may stand on a lock screen
 * @param link where it leads
 * @param topic what it is about, the same for a prompt and its reminders
 * @param until from when on it must not reach anybody any more
 * @param at study time of sending
 * @param synthetic true in a rehearsal: nobody is behind the address
 */
public record Letter(
    UUID id,
    Address to,
    String subject,
    String words,
    String link,
    String topic,
    Optional<Instant> until,
    Instant at,
    boolean synthetic) {
  /** How a letter of this id is called in the headers of mail. */
  public static String messageId(UUID id) {
    return "<" + id + "@attune.invalid>";
  }

  public String messageId() {
    return messageId(id);
  }

  /** Words and link as plain text, in a rehearsal with a mark that says so. */
  public String text() {
    return words + "\n\n" + link + (synthetic ? "\n\nSYNTHETIC" : "");
  }

  /** Never the address. */
  @Override
  public String toString() {
    return "letter " + id;
  }
}
