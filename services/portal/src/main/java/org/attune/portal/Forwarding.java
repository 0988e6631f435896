package org.attune.portal;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import org.attune.platform.http.Answer;

/** Hands a request on to the service that its path names, and the answer back. */
final class Forwarding implements Handler<RoutingContext> {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** What goes along; cookies and what belongs to one connection stay here. */
  private static final Set<String> ASKED =
      Set.of("accept", "authorization", "content-type", "if-none-match");

  private static final Set<String> ANSWERED =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-type",
          "etag",
          "retry-after",
          "x-content-type-options");

  private final HttpClientAgent client;
  private final String servicesUrl;

  Forwarding(HttpClientAgent client, String servicesUrl) {
    this.client = client;
    this.servicesUrl = servicesUrl;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    request.pause();
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setAbsoluteURI(servicesUrl + request.uri())
            .setTimeout(ANSWER_MAX.toMillis());
    client
        .request(options)
        .compose(onward -> send(request, onward))
        .compose(answer -> back(answer, context))
        .onFailure(_ -> unavailable(context));
  }

  private static Future<HttpClientResponse> send(
      HttpServerRequest request, HttpClientRequest onward) {
    for (var name : ASKED) {
      var value = request.getHeader(name);
      if (value != null) onward.putHeader(name, value);
    }
    var length = request.getHeader("content-length");
    boolean hasBody = length != null || request.headers().contains("transfer-encoding");
    if (!hasBody) {
      request.resume();
      return onward.send();
    }
    if (length != null) onward.putHeader("content-length", length);
    return onward.send(request);
  }

  private static Future<Void> back(HttpClientResponse answer, RoutingContext context) {
    var response = context.response().setStatusCode(answer.statusCode());
    for (var name : ANSWERED) {
      var value = answer.getHeader(name);
      if (value != null) response.putHeader(name, value);
    }
    response.setChunked(true);
    return answer.pipeTo(response);
  }

  private static void unavailable(RoutingContext context) {
    var response = context.response();
    if (response.headWritten() || response.ended()) {
      response.reset();
      return;
    }
    var problem = Answer.problem(503, "unavailable", "Send it again in a moment.");
    response
        .setStatusCode(problem.status())
        .setChunked(false)
        .putHeader("content-type", problem.contentType())
        .putHeader("retry-after", "5")
        .end(problem.body());
  }
}
