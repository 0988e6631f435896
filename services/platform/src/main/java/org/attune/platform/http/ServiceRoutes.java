package org.attune.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.attune.platform.event.EventKey;
import org.attune.platform.measure.Buckets;
import org.attune.platform.token.Caller;
import org.attune.platform.token.TokenVerifier;

/** The routes of one service, each declared with who may use it and how large its body may be. */
public final class ServiceRoutes {
  /** Default limit of a request body. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  private static final int REFUSED = 409;

  /** One declared route. */
  public record Declared(HttpMethod method, String path, Access access) {}

  private final Vertx vertx;
  private final Router router;
  private final TokenVerifier tokens;
  private final Predicate<EventKey> erased;
  private final MeterRegistry metrics;
  private final List<Declared> declared = new ArrayList<>();

  /**
   * @param erased true for a participant who was erased here
   * @param metrics where the time of each answer is counted, by route and status
   */
  public ServiceRoutes(
      Vertx vertx, TokenVerifier tokens, Predicate<EventKey> erased, MeterRegistry metrics) {
    this.vertx = vertx;
    this.tokens = tokens;
    this.erased = erased;
    this.metrics = metrics;
    router = Router.router(vertx);
    router.route().failureHandler(Failures::answer);
  }

  public void get(String path, Access access, Route route) {
    add(HttpMethod.GET, path, access, 0, route);
  }

  public void put(String path, Access access, Route route) {
    add(HttpMethod.PUT, path, access, BODY_BYTES_MAX, route);
  }

  public void post(String path, Access access, Route route) {
    add(HttpMethod.POST, path, access, BODY_BYTES_MAX, route);
  }

  /**
   * Declares a route.
   *
   * @param path Vert.x path below {@code /api/<service>}, for example {@code /studies/:study}
   * @param bodyBytesMax greatest body; 0 for none
   */
  public void add(HttpMethod method, String path, Access access, int bodyBytesMax, Route route) {
    declared.add(new Declared(method, path, access));
    var mounted = router.route(method, path);
    if (bodyBytesMax > 0) mounted.handler(BodyHandler.create(false).setBodyLimit(bodyBytesMax));
    mounted.handler(
        request -> {
          measure(method + " " + path, request);
          run(access, route, request);
        });
  }

  /** The route as it is declared: what was requested names a participant. */
  private void measure(String declaredRoute, RoutingContext request) {
    var began = Timer.start(metrics);
    request.addEndHandler(
        _ ->
            began.stop(
                Timer.builder("attune_requests")
                    .tag("route", declaredRoute)
                    .tag("status", Integer.toString(request.response().getStatusCode()))
                    .serviceLevelObjectives(Buckets.upper())
                    .register(metrics)));
  }

  private void run(Access access, Route route, RoutingContext request) {
    vertx
        .executeBlocking(() -> answer(access, route, request), false)
        .onSuccess(answer -> answer.send(request.response()))
        .onFailure(request::fail);
  }

  /** Of the erased nothing is known, which must not read as if it were still to come. */
  private Answer answer(Access access, Route route, RoutingContext request) throws Exception {
    var answer = route.answer(request, admit(access, request));
    boolean ofOne = request.pathParam("participant") != null;
    return answer.status() == REFUSED && ofOne && erased.test(Requests.participant(request))
        ? Failures.erased()
        : answer;
  }

  private Caller admit(Access access, RoutingContext request) {
    var header = request.request().getHeader("Authorization");
    Optional<Caller> caller =
        header != null && header.startsWith("Bearer ")
            ? tokens.verify(header.substring("Bearer ".length()))
            : Optional.empty();
    return access.admit(request, caller);
  }

  public Router router() {
    return router;
  }

  /** All declared routes: what the access test checks. */
  public List<Declared> declared() {
    return List.copyOf(declared);
  }
}
