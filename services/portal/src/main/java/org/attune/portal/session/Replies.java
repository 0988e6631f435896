package org.attune.portal.session;

import io.vertx.core.http.HttpServerResponse;
import org.attune.platform.http.Answer;

/** The portal's own answers. */
final class Replies {
  private Replies() {}

  static void send(HttpServerResponse response, Answer answer) {
    if (response.ended() || response.closed()) return;
    response
        .setStatusCode(answer.status())
        .putHeader("content-type", answer.contentType())
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff");
    answer.headers().forEach(response::putHeader);
    response.end(answer.body());
  }

  static Answer signedOut() {
    return Answer.problem(401, "signed-out", "This device is not signed in.");
  }

  static Answer crossSite() {
    return Answer.problem(403, "cross-site", "Only pages of this site may do that.");
  }

  static Answer unavailable() {
    return Answer.problem(503, "unavailable", "Send it again in a moment.")
        .with("Retry-After", "5");
  }
}
