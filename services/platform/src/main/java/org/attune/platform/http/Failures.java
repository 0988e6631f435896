package org.attune.platform.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.attune.platform.data.ConcurrentChangeException;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.data.ErasedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failed requests. The one place where exceptions become status codes. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

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
      case DatabaseException e -> {
        LOG.warn("no database for {}: {}", path(request), e.getMessage());
        yield Answer.problem(503, "unavailable", "Send it again in a moment.")
            .with("Retry-After", "5");
      }
      case null -> Answer.problem(request.statusCode(), type(request.statusCode()), "Refused.");
      default -> {
        LOG.error("a request failed: {}", path(request), request.failure());
        yield Answer.problem(500, "internal", "The log of the service knows more.");
      }
    };
  }

  /** Whom the request is about was erased. */
  static Answer erased() {
    return Answer.problem(410, "erased", "The participant's data were erased.");
  }

  /** The declared path, never the requested one: that names a participant. */
  private static String path(RoutingContext request) {
    var route = request.currentRoute();
    return route == null ? "no route" : String.valueOf(route.getPath());
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "unauthenticated";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      default -> "refused";
    };
  }
}
