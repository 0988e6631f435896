package org.attune.enrollment.api;

import org.attune.platform.http.NotAllowedException;
import org.attune.platform.token.Caller;

/** Staff of one site see and do nothing at another. */
final class Sites {
  private Sites() {}

  /**
   * @throws NotAllowedException if the caller belongs to another site
   */
  static void admit(Caller caller, String site) {
    if (!caller.site().equals(Caller.ALL) && !caller.site().equals(site)) {
      throw NotAllowedException.notFound();
    }
  }
}
