package org.attune.enrollment.delivery;

import java.time.Instant;
import java.util.UUID;

/** Writes letters: neutral words, the link, and in a rehearsal a mark that says so. */
final class Letters {
  private final Wording wording = new Wording();
  private final String platformUrl;

  /**
   * @param platformUrl what links begin with
   */
  Letters(String platformUrl) {
    this.platformUrl = platformUrl;
  }

  /** How a letter of this id is called in its headers. */
  static String messageId(UUID id) {
    return "<" + id + "@attune.invalid>";
  }

  /**
   * One letter.
   *
   * @param id the same for the same occasion and addressee
   * @param to address
   * @param language BCP 47
   * @param at study time of sending
   */
  Letter write(
      UUID id, String to, DeliveryRequest request, String language, boolean synthetic, Instant at) {
    var words = wording.of(request.kind(), language);
    var mark = synthetic ? "\n\nSYNTHETIC" : "";
    return new Letter(
        messageId(id),
        to,
        words.subject(),
        words.text() + "\n\n" + platformUrl + request.link() + mark,
        at,
        synthetic);
  }
}
