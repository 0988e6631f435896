package org.attune.portal.session;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.attune.portal.session.Exchanged.In;
import org.attune.portal.session.Exchanged.SignedOut;
import org.attune.portal.session.Exchanged.Unavailable;

/**
 * Before all services: turns a device's cookie into the participant's token of five minutes, which
 * the service then checks as any other. Requests that bring a token of their own, or no cookie,
 * pass as they are.
 */
public final class Gate implements Handler<RoutingContext> {
  private static final String AUTHORIZATION = "authorization";

  private final TokenExchange exchange;
  private final String platformUrl;

  /**
   * @param platformUrl the public address of this site
   */
  public Gate(TokenExchange exchange, String platformUrl) {
    this.exchange = exchange;
    this.platformUrl = platformUrl;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    var cookie = DeviceCookie.read(request);
    if (cookie.isEmpty() || request.headers().contains(AUTHORIZATION)) {
      context.next();
    } else if (!SameOrigin.holds(request, platformUrl)) {
      Replies.send(request.response(), Replies.crossSite());
    } else {
      request.pause(); // the body waits until somebody reads it
      exchange.exchange(cookie.get()).onSuccess(exchanged -> go(context, request, exchanged));
    }
  }

  private static void go(RoutingContext context, HttpServerRequest request, Exchanged exchanged) {
    request.resume();
    switch (exchanged) {
      case In in -> {
        request.headers().set(AUTHORIZATION, "Bearer " + in.token());
        context.next();
      }
      case SignedOut _ -> Replies.send(request.response(), Replies.signedOut());
      case Unavailable _ -> Replies.send(request.response(), Replies.unavailable());
    }
  }
}
