package org.attune.testkit.harness;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.attune.platform.data.Database;
import org.attune.platform.data.Migrations;
import org.attune.platform.data.Pools;
import org.attune.platform.due.DueLoop;
import org.attune.platform.entropy.SeededEntropy;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceCalls;
import org.attune.platform.service.ServiceConfig;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.Tokens;
import org.attune.testkit.backend.Directories;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.ServiceDatabases;
import org.attune.testkit.backend.TestBackends;

/**
 * One service over real PostgreSQL and Kafka, its clock and its due rows stepped by the test,
 * answering HTTP on a port of its own. Other services are what the test publishes for them.
 */
public final class ServiceHarness implements AutoCloseable {
  private static final long AWAIT_SECONDS_MAX = 20;

  /** What came back over HTTP. */
  public record Reply(int status, JsonObject body) {}

  private final SteppedClock clock;
  private final Vertx vertx;
  private final ServiceRuntime runtime;
  private final ForeignEvents foreign;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingClient calls = ServiceCalls.newClient();
  private final TokenSigner admin;
  private final TokenSigner participants;
  private final Applied applied = new Applied();
  private final String url;
  private final Path directory;
  private final String name;

  private ServiceHarness(ServiceDefinition definition, Instant start) throws Exception {
    clock = new SteppedClock(start);
    name = definition.name();
    directory = Files.createTempDirectory("attune-harness-");
    var catalog = EventCatalog.standard();
    var brokers = TestBackends.shared().emptyTopics(catalog);
    var address =
        TestBackends.shared().newDatabase(name, first -> migrate(first, name)).of(name, "test");
    var adminKey = Tokens.newKeyPair();
    var ownKey = Tokens.newKeyPair();
    var enrollmentKey = name.equals("enrollment") ? ownKey : Tokens.newKeyPair();
    admin = new TokenSigner("admin", adminKey.getPrivate(), Clock.systemUTC());
    participants = new TokenSigner("enrollment", enrollmentKey.getPrivate(), Clock.systemUTC());
    int port = FreePorts.next();
    url = "http://127.0.0.1:" + port;
    // A map, not Map.of: enrollment's own key is also the one that vouches for participants.
    var keys = new HashMap<String, String>();
    keys.put("admin", Tokens.write(adminKey.getPublic()));
    keys.put("enrollment", Tokens.write(enrollmentKey.getPublic()));
    keys.put(name, Tokens.write(ownKey.getPublic()));
    var config =
        new ServiceConfig(
            address,
            brokers,
            8,
            port,
            0,
            url,
            url,
            Tokens.write(ownKey.getPrivate()),
            keys,
            directory);
    vertx = Vertx.vertx();
    var backends = new Backends(clock, Clock.systemUTC(), new SeededEntropy(7), applied, true);
    runtime =
        new ServiceRuntime(
            definition, config, new ServiceRuntime.Shared(vertx, calls, catalog, backends));
    foreign = new ForeignEvents(catalog, brokers);
    serve(port);
    runtime.start();
  }

  /** Starts a service at a study time; everything it keeps begins empty. */
  public static ServiceHarness start(ServiceDefinition definition, Instant at) {
    try {
      return new ServiceHarness(definition, at);
    } catch (Exception e) {
      throw new IllegalStateException("the harness does not start", e);
    }
  }

  private static void migrate(ServiceDatabases made, String service) {
    try (var pool = Pools.open(made.of(service, "test"), service, 2)) {
      Migrations.run(pool, service, service);
    }
  }

  private void serve(int port) throws Exception {
    var root = Router.router(vertx);
    root.route("/api/" + name + "/*").subRouter(runtime.routes().router());
    var verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return vertx.createHttpServer().requestHandler(root).listen(port, "127.0.0.1");
          }
        };
    vertx
        .deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  /** Where the service answers: {@code http://host:port}. */
  public String url() {
    return url;
  }

  public SteppedClock clock() {
    return clock;
  }

  public ForeignEvents foreign() {
    return foreign;
  }

  public Database database() {
    return runtime.database();
  }

  public ServiceRuntime runtime() {
    return runtime;
  }

  /** Where the service may keep files. */
  public Path directory() {
    return directory;
  }

  /** Handles what is due for one owner by now. */
  public int tick(EventKey owner) {
    return runtime.tick(List.of(new DueLoop.Tick(owner, clock.now()))).getFirst();
  }

  /** Waits until the service has applied everything up to {@code position}. */
  public void awaitApplied(Position position) {
    applied.await(position);
  }

  /** This service's events of one key, oldest first. */
  public <T> List<T> history(EventKey key, Class<T> sealedType) {
    return runtime
        .database()
        .inTransaction(connection -> runtime.history().read(connection, key, sealedType));
  }

  /**
   * What is stored of a key is what its history implies (promise I9).
   *
   * @throws AssertionError if it is not, with both
   */
  public void assertLaw(EventKey key) {
    var law = runtime.wiring().law().orElseThrow();
    runtime
        .database()
        .transact(
            connection -> {
              var stored = law.stored(connection, key);
              var folded = law.folded(connection, key);
              if (stored.equals(folded)) return;
              throw new AssertionError(
                  "of %s is stored:%n%s%nand the history implies:%n%s"
                      .formatted(key, stored, folded));
            });
  }

  /** Sends a request as a staff role. */
  public Reply as(Role role, String method, String path, JsonObject body) {
    return send(token(role), method, path, body);
  }

  /** A token of a staff role, for a request to another instance of the service. */
  public String token(Role role) {
    return admin.sign(role, "staff-1", "*", "*");
  }

  /** Sends a request as a staff role that has just signed in for one act. */
  public Reply asFor(String act, Role role, String method, String path, JsonObject body) {
    return send(admin.signFor(act, role, "staff-1", "*", "*"), method, path, body);
  }

  /** Sends a request as a staff role of one site that has just signed in for one act. */
  public Reply asFor(
      String act, Role role, String site, String method, String path, JsonObject body) {
    return send(admin.signFor(act, role, "staff-1", "*", site), method, path, body);
  }

  /** A token of a participant, for a request whose answer is no JSON. */
  public String token(EventKey participant) {
    return participants.sign(Role.PARTICIPANT, participant.participant(), participant.study(), "*");
  }

  /** Sends a request as a participant. */
  public Reply as(EventKey participant, String method, String path, JsonObject body) {
    return send(token(participant), method, path, body);
  }

  /** Sends a request as another service. */
  public Reply asService(String method, String path, JsonObject body) {
    return send(participants.sign(Role.SERVICE, "enrollment", "*", "*"), method, path, body);
  }

  /**
   * Sends a request with a bearer token; an empty one sends none.
   *
   * @param path below {@code /api/<service>}
   */
  public Reply send(String token, String method, String path, JsonObject body) {
    var request =
        HttpRequest.newBuilder(URI.create(url + "/api/" + name + path))
            .header("content-type", "application/json");
    if (!token.isEmpty()) request.header("authorization", "Bearer " + token);
    request.method(
        method,
        method.equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.encode()));
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var text = response.body();
      return new Reply(
          response.statusCode(),
          text.startsWith("{") ? new JsonObject(text) : new JsonObject().put("body", text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    runtime.close();
    calls.close();
    foreign.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    Directories.delete(directory);
  }

  /** Remembers how far the service has applied each partition. */
  private static final class Applied implements ProgressObserver {
    private final Map<String, Long> numbers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    @Override
    public void applied(String consumer, Position position) {
      numbers.merge(partition(position), position.number(), Math::max);
      lock.lock();
      try {
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void await(Position position) {
      long left = TimeUnit.SECONDS.toNanos(AWAIT_SECONDS_MAX);
      lock.lock();
      try {
        while (numbers.getOrDefault(partition(position), 0L) < position.number()) {
          if (left <= 0) throw new IllegalStateException("not applied in time: " + position);
          left = moved.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } finally {
        lock.unlock();
      }
    }

    private static String partition(Position position) {
      return position.topic() + ":" + position.partition();
    }

    @Override
    public void appended(
        String service, EventKey key, long firstSeq, long lastSeq, java.util.Set<String> types) {}

    @Override
    public void numbered(String service, EventKey key, long seq, String type, Position position) {}

    @Override
    public void scheduled(String service, EventKey key, String kind, Instant at) {}
  }
}
