package org.attune.platform.http;

import io.vertx.ext.web.RoutingContext;
import org.attune.platform.token.Caller;

/**
 * A route as a function from request and caller to answer; it may block on JDBC: {@link
 * ServiceRoutes} gives each request a virtual thread of its own, so that what bounds concurrency is
 * the connection pool, on purpose.
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
