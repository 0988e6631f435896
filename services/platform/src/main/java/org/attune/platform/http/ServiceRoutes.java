package org.attune.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.attune.platform.event.EventKey;
import org.attune.platform.measure.Buckets;
import org.attune.platform.reads.RestrictedRead;
import org.attune.platform.reads.RestrictedReads;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenVerifier;

/** The routes of one service, each declared with who may use it and how large its body may be. */
public final class ServiceRoutes {
  /** Default limit of a request body. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  private static final int REFUSED = 409;

  /** After all routes of the service, before what answers where there is none. */
  private static final int OTHER_METHODS = Integer.MAX_VALUE - 1;

  private static final Pattern JSON =
      Pattern.compile("\\s*application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  /** One declared route. */
  public record Declared(HttpMethod method, String path, Access access) {
    /** For example {@code GET /studies/:study}: names no participant. */
    public String name() {
      return method + " " + path;
    }
  }

  private record Answered(String route, int status) {}

  private final Vertx vertx;
  private final Router router;
  private final TokenVerifier tokens;
  private final Predicate<EventKey> erased;
  private final MeterRegistry metrics;
  private final RestrictedReads reads;
  private final List<Declared> declared = new ArrayList<>();

  /**
   * As many as there are routes and statuses: finding one at the registry costs more than it does.
   */
  private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

  /**
   * @param erased true for a participant who was erased here
   * @param metrics where the time of each answer is counted, by route and status
   * @param reads where restricted reads are recorded
   */
  public ServiceRoutes(
      Vertx vertx,
      TokenVerifier tokens,
      Predicate<EventKey> erased,
      MeterRegistry metrics,
      RestrictedReads reads) {
    this.vertx = vertx;
    this.tokens = tokens;
    this.erased = erased;
    this.metrics = metrics;
    this.reads = reads;
    router = Router.router(vertx);
    router.route().failureHandler(Failures::answer);
    router.route().last().handler(request -> Failures.notFound().send(request.response()));
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
   * @throws IllegalArgumentException if only roles that see arms may come, and nothing is said of
   *     recording it
   */
  public void add(HttpMethod method, String path, Access access, int bodyBytesMax, Route route) {
    if (access.lacksRestriction()) {
      throw new IllegalArgumentException(
          method + " " + path + " is for roles that see arms: declare its access restricted.");
    }
    var declaration = new Declared(method, path, access);
    boolean isNewPath = declared.stream().noneMatch(known -> known.path().equals(path));
    declared.add(declaration);
    PlatformHandler first =
        request -> {
          Failures.cameTo(declaration.name(), request);
          if (bodyBytesMax == 0 || mayBeJson(request)) request.next();
          else request.fail(415);
        };
    var mounted = router.route(method, path).handler(first);
    if (bodyBytesMax > 0) {
      mounted
          .handler(new BodyArrival(vertx))
          .handler(BodyHandler.create(false).setBodyLimit(bodyBytesMax));
    }
    mounted.handler(
        request -> {
          measure(declaration.name(), request);
          run(declaration, route, request);
        });
    if (isNewPath) {
      router
          .route(path)
          .order(OTHER_METHODS)
          .handler(request -> otherMethod(path).send(request.response()));
    }
  }

  /** A form or a plain text is what a page of another site could send without being asked. */
  private static boolean mayBeJson(RoutingContext request) {
    var type = request.request().getHeader("content-type");
    return type == null || JSON.matcher(type).matches();
  }

  private Answer otherMethod(String path) {
    var methods = new TreeSet<String>();
    for (var known : declared) if (known.path().equals(path)) methods.add(known.method().name());
    return Failures.otherMethod(String.join(", ", methods));
  }

  /** The route as it is declared: what was requested names a participant. */
  private void measure(String declaredRoute, RoutingContext request) {
    var began = Timer.start(metrics);
    request.addEndHandler(
        _ -> {
          var answered = new Answered(declaredRoute, request.response().getStatusCode());
          began.stop(timers.computeIfAbsent(answered, this::timer));
        });
  }

  private Timer timer(Answered answered) {
    return Timer.builder("attune_requests")
        .tag("route", answered.route())
        .tag("status", Integer.toString(answered.status()))
        .serviceLevelObjectives(Buckets.upper())
        .register(metrics);
  }

  private void run(Declared declaration, Route route, RoutingContext request) {
    vertx
        .executeBlocking(() -> recorded(declaration, route, request), false)
        .onSuccess(answer -> answer.send(request.response()))
        .onFailure(request::fail);
  }

  /** An answer that may tell an arm leaves only once it is on record who got it. */
  private Answer recorded(Declared declaration, Route route, RoutingContext request) {
    var caller = admit(declaration.access(), request);
    var answer = answer(route, request, caller);
    boolean own = caller.role() == Role.PARTICIPANT;
    if (!own && declaration.access().restriction().reads().test(request)) {
      reads.record(read(declaration, request, caller, answer));
    }
    return answer;
  }

  private static RestrictedRead read(
      Declared declaration, RoutingContext request, Caller caller, Answer answer) {
    return new RestrictedRead(
        Optional.ofNullable(request.pathParam("study")).orElse(Caller.ALL),
        caller.id(),
        caller.role(),
        declaration.name(),
        Requests.reason(request),
        answer.status());
  }

  /** Of the erased nothing is known, which must not read as if it were still to come. */
  private Answer answer(Route route, RoutingContext request, Caller caller) {
    var answer = route.answer(request, caller);
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
