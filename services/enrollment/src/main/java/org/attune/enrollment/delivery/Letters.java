package org.attune.enrollment.delivery;

import java.time.Instant;
import java.util.UUID;
import org.attune.enrollment.channel.Address;
import org.attune.enrollment.channel.Letter;

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

  /**
   * One letter.
   *
   * @param id the same for the same occasion and addressee
   * @param language BCP 47
   * @param at study time of sending
   */
  Letter write(
      UUID id,
      Address to,
      DeliveryRequest request,
      String language,
      boolean synthetic,
      Instant at) {
    var words = wording.of(request.kind(), language);
    return new Letter(
        id,
        to,
        words.subject(),
        words.text(),
        platformUrl + request.link(),
        request.id(),
        request.until(),
        at,
        synthetic);
  }
}
