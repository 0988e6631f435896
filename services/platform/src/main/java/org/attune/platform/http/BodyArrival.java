package org.attune.platform.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;

/**
 * Answers a request whose body does not arrive in time and closes its connection, so that nobody
 * holds connections by what they never finish. Stands before whatever reads the body.
 */
final class BodyArrival implements PlatformHandler {
  /** From the head of a request to the end of its body: 64 KiB over a very poor network. */
  static final Duration MOST = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Duration most;

  BodyArrival(Vertx vertx) {
    this(vertx, MOST);
  }

  BodyArrival(Vertx vertx, Duration most) {
    this.vertx = vertx;
    this.most = most;
  }

  @Override
  public void handle(RoutingContext request) {
    long timer = vertx.setTimer(most.toMillis(), _ -> giveUp(request));
    request.addEndHandler(_ -> vertx.cancelTimer(timer));
    request.next();
  }

  private static void giveUp(RoutingContext request) {
    var head = request.request();
    if (head.isEnded() || request.response().ended()) return;
    request.response().putHeader("Connection", "close");
    request.addEndHandler(_ -> head.connection().close()); // otherwise it waits for the body still
    request.fail(408);
  }
}
