package org.attune.portal.session;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.attune.platform.http.Answer;
import org.attune.platform.http.InvalidRequestException;
import org.attune.platform.http.Requests;
import org.attune.portal.session.Exchanged.In;
import org.attune.portal.session.Exchanged.SignedOut;
import org.attune.portal.session.Exchanged.Unavailable;

/** A device's session: began with a code or a passkey, renewed at every start, ended. */
public final class SessionRoutes {
  private static final String PATH = "/api/portal/session";
  private static final int BODY_BYTES_MAX = 16 * 1024;
  private static final String PASSKEY = "passkey";
  private static final int CODE_CHARS_MAX = 64;

  private final TokenExchange exchange;
  private final String platformUrl;

  /**
   * @param platformUrl the public address of this site
   */
  public SessionRoutes(TokenExchange exchange, String platformUrl) {
    this.exchange = exchange;
    this.platformUrl = platformUrl;
  }

  public void mount(Router router) {
    router.route(PATH).failureHandler(SessionRoutes::failed);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
        .handler(this::begin);
    router.get(PATH).handler(this::renew);
    router.delete(PATH).handler(this::end);
  }

  private static void failed(RoutingContext context) {
    var answer =
        switch (context.failure()) {
          case InvalidRequestException e ->
              Answer.problem(
                  400, "invalid-request", e.detail(), new JsonObject().put("field", e.field()));
          case null -> Answer.problem(context.statusCode(), "refused", "Refused.");
          default -> Answer.problem(500, "internal", "The log of the service knows more.");
        };
    Replies.send(context.response(), answer);
  }

  /** The device's token goes into the cookie and nowhere else. */
  private void begin(RoutingContext context) {
    if (isForeign(context)) return;
    var body = Requests.body(context, "code", PASSKEY, "device");
    var device = Requests.uuid(body, "device").toString();
    show(body, device).onSuccess(answered -> begun(context, answered));
  }

  private Future<TokenExchange.Answered> show(JsonObject body, String device) {
    return body.getValue(PASSKEY) instanceof JsonObject signed
        ? exchange.comeBack(signed.put("device", device))
        : exchange.redeem(
            new JsonObject()
                .put("code", Requests.text(body, "code", CODE_CHARS_MAX))
                .put("device", device));
  }

  private static void begun(RoutingContext context, TokenExchange.Answered answered) {
    var body = answered.body();
    if (answered.status() >= 500) {
      Replies.send(context.response(), Replies.unavailable());
      return;
    }
    if (body.remove("deviceToken") instanceof String token) {
      DeviceCookie.give(context.response(), token);
    }
    Replies.send(context.response(), passedOn(answered.status(), body));
  }

  private static Answer passedOn(int status, JsonObject body) {
    var answer = Answer.json(status, body);
    return status < 400
        ? answer
        : new Answer(status, "application/problem+json", answer.body(), answer.headers());
  }

  private void renew(RoutingContext context) {
    var cookie = DeviceCookie.read(context.request());
    if (cookie.isEmpty()) {
      Replies.send(context.response(), Replies.signedOut());
      return;
    }
    exchange.exchange(cookie.get()).onSuccess(found -> renewed(context, cookie.get(), found));
  }

  private static void renewed(RoutingContext context, String token, Exchanged exchanged) {
    var answer =
        switch (exchanged) {
          case In in -> {
            DeviceCookie.give(context.response(), token);
            yield Answer.ok(
                new JsonObject().put("study", in.study()).put("participant", in.participant()));
          }
          case SignedOut _ -> Replies.signedOut();
          case Unavailable _ -> Replies.unavailable();
        };
    Replies.send(context.response(), answer);
  }

  private void end(RoutingContext context) {
    if (isForeign(context)) return;
    DeviceCookie.take(context.response());
    Replies.send(context.response(), Answer.ok(new JsonObject().put("ended", true)));
  }

  private boolean isForeign(RoutingContext context) {
    if (SameOrigin.holds(context.request(), platformUrl)) return false;
    Replies.send(context.response(), Replies.crossSite());
    return true;
  }
}
