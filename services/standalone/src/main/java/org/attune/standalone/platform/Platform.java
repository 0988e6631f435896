package org.attune.standalone.platform;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.logging.JsonLogs;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceCalls;
import org.attune.platform.service.ServiceConfig;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.token.Caller;
import org.attune.platform.token.LastingToken;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.Tokens;
import org.attune.testkit.backend.EmbeddedKafka;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.KafkaTopics;
import org.attune.testkit.backend.PostgresServer;
import org.attune.testkit.backend.ServiceDatabases;

/**
 * PostgreSQL as a child process, a broker and all services in this one, behind one port; or the
 * services in processes of their own. Starts in the order lock, PostgreSQL and broker, topics,
 * services, port; stops in reverse.
 */
public final class Platform implements AutoCloseable {
  private static final int PORT_MAX = 65_535;
  private static final int POOL_SIZE = 4;
  private static final int ANALYTICS_POOL_SIZE = 6;
  private static final String POSTGRES = "postgres";
  private static final String LOOPBACK = "127.0.0.1";

  /** Staff id of whoever holds the administrator's key. */
  static final String ADMINISTRATOR = "administrator";

  private final PlatformOptions options;
  private final Backends backends;
  private final Optional<ServiceHost> host;
  private final DataDirectory data;
  private final KeyRing keys;
  private final Instant started;
  private final EventCatalog catalog = EventCatalog.standard();
  private final Closeables closeables = new Closeables();
  private final Map<String, ServiceRuntime> runtimes = new LinkedHashMap<>();
  private final int port;
  private final Endings.Ending ending;
  private String superuserUrl = "";

  private Platform(PlatformOptions options, Backends backends, Optional<ServiceHost> host) {
    this.options = options;
    this.backends = backends;
    this.host = host;
    checkPort(options.port());
    port = options.port() == 0 ? FreePorts.next() : options.port();
    started = backends.machineClock().instant();
    data = DataDirectory.take(options.dataDirectory(), options.kind());
    closeables.push(data);
    closeables.push(JsonLogs.toFile(data.resolve("logs/attune.jsonl")));
    ending = Endings.add(this::close, () -> PostgresServer.kill(data.resolve(POSTGRES)));
    keys = new KeyRing(data);
  }

  /**
   * Starts everything, or nothing.
   *
   * @throws PlatformException if the directory or the port cannot be used
   */
  public static Platform start(PlatformOptions options, Backends backends) {
    return start(new Platform(options, backends, Optional.empty()));
  }

  /**
   * {@link #start(PlatformOptions, Backends)} with the services elsewhere. Of this process they
   * only get database and broker, and nothing answers on {@link #url}.
   */
  public static Platform start(PlatformOptions options, Backends backends, ServiceHost host) {
    return start(new Platform(options, backends, Optional.of(host)));
  }

  private static Platform start(Platform platform) {
    try {
      platform.start();
      return platform;
    } catch (RuntimeException | Error e) {
      platform.close();
      throw e;
    }
  }

  private static void checkPort(int port) {
    if (port == 0) return;
    if (port < 0 || port > PORT_MAX) {
      throw new PlatformException(
          "%d is no port: name one from 0 (any) to %d with --port.".formatted(port, PORT_MAX));
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
    } catch (IOException e) {
      throw new PlatformException(
          "Port %d cannot be used (%s): stop what listens there, or name another with --port."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private void start() {
    var postgres = beside(this::startPostgres);
    keep(postgres);
    var kafka = beside(this::startKafka);
    keep(kafka);
    var vertx = Vertx.vertx();
    closeables.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    var brokers = await(kafka).brokers();
    startServices(vertx, await(postgres), brokers);
    if (host.isPresent()) closeables.push(host.get().start(runtimes(), data.resolve("logs")));
    else workHere(vertx, brokers);
    closeables.push(new Watch(data.root(), Endings::fail));
  }

  private void workHere(Vertx vertx, String brokers) {
    closeables.push(WebServer.start(vertx, port, runtimes.values(), options.kind(), data.root()));
    for (var runtime : runtimes.values()) closeables.push(runtime::stop);
    closeables.push(() -> runtimes.values().forEach(ServiceRuntime::beginToStop));
    startLoops();
    data.announce(
        new JsonObject()
            .put("url", url())
            .put("process", ProcessHandle.current().pid())
            .put("started", started.toString())
            .put("kafka", brokers)
            .put("kind", options.kind().name()));
  }

  /** Closes what was started even if what is started beside it fails. */
  private void keep(CompletableFuture<? extends AutoCloseable> starting) {
    closeables.push(
        () -> starting.exceptionally(_ -> null).thenAccept(Platform::closeQuietly).join());
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable AutoCloseable closeable) {
    if (closeable == null) return;
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private PostgresServer startPostgres() {
    var directory = data.resolve(POSTGRES);
    var server =
        DatabaseServer.start(
            directory,
            options.kind().isSynthetic()
                ? PostgresServer.Durability.NONE
                : PostgresServer.Durability.FULL);
    server.onDeath(reason -> fail("PostgreSQL of %s has stopped: %s".formatted(directory, reason)));
    return server;
  }

  private void fail(String sentence) {
    Endings.fail(Watch.reason(data.root(), sentence));
  }

  /** JDBC address of the database's superuser: for who measures, never for who serves. */
  public String superuserUrl() {
    return superuserUrl;
  }

  private EmbeddedKafka startKafka() {
    EmbeddedKafka.onDeath(
        () ->
            fail(
                "The broker of %s can no longer write its files and has stopped."
                    .formatted(data.resolve("kafka"))));
    var broker = EmbeddedKafka.start(data.resolve("kafka"), FreePorts.next(), FreePorts.next());
    KafkaTopics.create(broker.brokers());
    return broker;
  }

  private void startServices(Vertx vertx, PostgresServer server, String brokers) {
    superuserUrl = server.superuserUrl();
    var databases =
        new ServiceDatabases(
            server.superuserUrl(), LOOPBACK, server.port(), DatabaseServer.DATABASE);
    var http = ServiceCalls.newClient();
    closeables.push(http);
    var shared = new ServiceRuntime.Shared(vertx, http, catalog, backends);
    var definitions = Definitions.all(options.kind().isSynthetic());
    var trusted = keys.trusted(definitions.stream().map(ServiceDefinition::name).toList());
    var starting = new ArrayList<CompletableFuture<ServiceRuntime>>();
    for (var definition : definitions) {
      var runtime =
          beside(
              () -> {
                var config = config(definition.name(), databases, brokers, trusted);
                return new ServiceRuntime(definition, config, shared);
              });
      keep(runtime);
      starting.add(runtime);
    }
    for (var future : starting) {
      var runtime = await(future);
      runtimes.put(runtime.name(), runtime);
    }
  }

  private void startLoops() {
    var starting = new ArrayList<CompletableFuture<String>>();
    for (var runtime : runtimes.values()) {
      starting.add(
          beside(
              () -> {
                runtime.start();
                return runtime.name();
              }));
    }
    for (var started : starting) await(started);
  }

  private ServiceConfig config(
      String service, ServiceDatabases databases, String brokers, Map<String, String> trusted) {
    var key = keys.privateKey(service);
    return new ServiceConfig(
        databases.of(service, Digests.sha256Hex(key + started)), // known to this start alone
        brokers,
        service.equals("analytics") ? ANALYTICS_POOL_SIZE : POOL_SIZE,
        0,
        0,
        url(),
        url(),
        key,
        trusted,
        data.resolve("services/" + service));
  }

  private static <T> CompletableFuture<T> beside(Callable<T> task) {
    var future = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                future.complete(task.call());
              } catch (Throwable failure) {
                future.completeExceptionally(failure);
              }
            });
    return future;
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw e;
    }
  }

  /** {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://" + LOOPBACK + ":" + port;
  }

  /** The running service called {@code name}. */
  public ServiceRuntime runtime(String name) {
    var runtime = runtimes.get(name);
    if (runtime == null) throw new IllegalArgumentException("no service " + name);
    return runtime;
  }

  /** All running services, in the order in which they were started. */
  public Collection<ServiceRuntime> runtimes() {
    return List.copyOf(runtimes.values());
  }

  /** A fresh five-minute token of the administrator. */
  public String adminToken() {
    return adminToken(keys.privateKey("admin"), backends);
  }

  /**
   * Tokens of somebody of the staff.
   *
   * @param id staff id
   */
  public LastingToken staffToken(Role role, String id, String study, String site) {
    var key = Tokens.readPrivate(keys.privateKey("admin"));
    var signer = new TokenSigner("admin", key, backends.machineClock());
    return new LastingToken(signer, role, id, study, site);
  }

  /** A fresh five-minute token of a participant, as enrollment gives it to a device. */
  public String participantToken(String study, String participant, String site) {
    var key = Tokens.readPrivate(keys.privateKey("enrollment"));
    return new TokenSigner("enrollment", key, backends.machineClock())
        .sign(Role.PARTICIPANT, participant, study, site);
  }

  static String adminToken(String privateKey, Backends backends) {
    return new TokenSigner("admin", Tokens.readPrivate(privateKey), backends.machineClock())
        .sign(Role.ADMIN, ADMINISTRATOR, Caller.ALL, Caller.ALL);
  }

  /** Stops everything, last started first; a part that fails to stop does not keep the others. */
  @Override
  public void close() {
    try {
      closeables.close();
    } finally {
      ending.close();
    }
  }
}
