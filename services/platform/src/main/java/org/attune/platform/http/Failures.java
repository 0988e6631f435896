package org.attune.platform.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.ErasedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failed requests. The one place where exceptions become status codes. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String ROUTE = "attune.route";

  private Failures() {}

  /** Lets problems answer what no route of a server's outermost router takes or outlives. */
  public static void answerAll(Router root) {
    root.errorHandler(400, request -> ofStatus(400).send(request.response()));
    root.errorHandler(404, request -> notFound().send(request.response()));
    root.errorHandler(405, request -> ofStatus(405).send(request.response()));
    root.errorHandler(500, Failures::answer);
  }

  static void answer(RoutingContext request) {
    of(request).send(request.response());
  }

  private static Answer of(RoutingContext request) {
    return switch (request.failure()) {
      case InvalidRequestException e ->
          Answer.problem(
              400, "invalid-request", e.detail(), new JsonObject().put("field", e.field()));
      case NotAllowedException e ->
          Answer.problem(e.status(), type(e.status()), String.valueOf(e.getMessage()));
      case ErasedException _ -> erased();
      case ConcurrentChangeException _ ->
          Answer.problem(503, "busy", "Send it again.").with("Retry-After", "1");
      case DatabaseException e when e.isPermanent() -> ofOurs(request);
      case DatabaseException e -> {
        LOG.warn("no database for {}: {}", path(request), e.getMessage());
        yield Answer.problem(503, "unavailable", "Send it again in a moment.")
            .with("Retry-After", "5");
      }
      case HttpClosedException _ -> {
        LOG.debug("a caller left before the answer: {}", path(request));
        yield ofStatus(400); // nobody reads it
      }
      case null -> ofStatus(request.statusCode());
      default -> {
        if (isOfTheCaller(request.statusCode())) yield ofStatus(request.statusCode());
        yield ofOurs(request);
      }
    };
  }

  private static Answer ofOurs(RoutingContext request) {
    LOG.error("a request failed: {}", path(request), request.failure());
    return Answer.problem(500, "internal", "The log of the service knows more.");
  }

  private static boolean isOfTheCaller(int status) {
    return status >= 400 && status < 500;
  }

  private static Answer ofStatus(int status) {
    var detail =
        switch (status) {
          case 400 -> "This is no request that can be read: its address or its head is malformed.";
          case 405 -> "This address takes other methods.";
          case 408 -> "The body did not arrive in time; send it again.";
          case 413 -> "The body is larger than this address takes.";
          case 415 -> "Send JSON, with the content type application/json.";
          default -> "Refused.";
        };
    return Answer.problem(status, type(status), detail);
  }

  /** There is nothing under this address. */
  static Answer notFound() {
    return Answer.problem(404, "not-found", "There is nothing under this address.");
  }

  /** The address exists, with other methods. */
  static Answer otherMethod(String methods) {
    return Answer.problem(
            405, "method-not-allowed", "This address takes " + methods + " and nothing else.")
        .with("Allow", methods);
  }

  /** Whom the request is about was erased. */
  static Answer erased() {
    return Answer.problem(410, "erased", "The participant's data were erased.");
  }

  /** Remembers which route the request came to, for the log. */
  static void cameTo(String declaredRoute, RoutingContext request) {
    request.put(ROUTE, declaredRoute);
  }

  /** The route as it is declared, never what was requested: that names a participant. */
  private static String path(RoutingContext request) {
    return request.get(ROUTE, "no route");
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "unauthenticated";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 408 -> "too-slow";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      default -> "refused";
    };
  }
}
