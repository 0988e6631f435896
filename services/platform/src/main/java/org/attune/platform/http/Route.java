package org.attune.platform.http;

import io.vertx.ext.web.RoutingContext;
import org.attune.platform.token.Caller;

/**
 * A route as a function from request and caller to answer; it may block on JDBC: {@link
 * ServiceRoutes} runs it on a worker thread. It must not wait for another service: its answer would
 * need a worker of the same pool.
 */
@FunctionalInterface
public interface Route {
  /**
   * Answers one request.
   *
   * @param caller who asks; already allowed in by the route's declared {@link Access}
   * @throws InvalidRequestException if the request does not fit the contract; answered with 400
   */
  Answer answer(RoutingContext request, Caller caller);
}
