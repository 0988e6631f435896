package org.attune.standalone.faults;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.entropy.Digests;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.service.Backends;
import org.attune.platform.service.ServiceCalls;
import org.attune.platform.service.ServiceConfig;
import org.attune.platform.service.ServiceDefinition;
import org.attune.platform.service.ServiceRuntime;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.Tokens;
import org.attune.standalone.platform.Definitions;
import org.attune.standalone.synthetic.Chance;
import org.attune.testkit.backend.FreePorts;
import org.attune.testkit.backend.ServiceDatabases;

/** Every service, the broker and the database server as processes of their own. */
final class AloneEstate implements Estate {
  private static final int POOL_SIZE = 4;
  private static final int BROKER_MEBIBYTES = 256;
  private static final int SERVICE_MEBIBYTES = 128;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String DATABASE = "attune";

  private final Path directory;
  private final Tally tally;
  private final Set<CrashPoint> aimed;
  private final Optional<Path> faketime;
  private final KilledPostgres postgres;
  private final Supervised broker;
  private final String kafka;
  private final Map<String, ServiceConfig> configs = new LinkedHashMap<>();
  private final Map<String, Supervised> services = new LinkedHashMap<>();
  private final Map<String, String> privateKeys = new TreeMap<>();
  private final Map<String, String> publicKeys = new TreeMap<>();
  private final List<ServiceRuntime> runtimes = new ArrayList<>();
  private final List<AutoCloseable> shared = new ArrayList<>();
  private final BlockingClient looks = new BlockingClient(16, Duration.ofSeconds(2));

  /**
   * An estate in {@code directory}.
   *
   * @param aimed the crash points that services die at; of others none, if there are any
   * @param faketime file of libfaketime, if clocks are set and nothing else is done to services
   */
  AloneEstate(Path directory, Tally tally, Set<CrashPoint> aimed, Optional<Path> faketime) {
    this.directory = directory;
    this.tally = tally;
    this.aimed = Set.copyOf(aimed);
    this.faketime = faketime;
    postgres = new KilledPostgres(directory.resolve("postgres"), tally);
    int port = FreePorts.next();
    kafka = LOOPBACK + ":" + port;
    broker = broker(port);
    var owners = new ArrayList<>(names());
    owners.add("admin");
    for (var owner : owners) {
      var pair = Tokens.newKeyPair();
      privateKeys.put(owner, Tokens.write(pair.getPrivate()));
      publicKeys.put(owner, Tokens.write(pair.getPublic()));
    }
  }

  /** All services, as they run alone. */
  static List<String> names() {
    return Definitions.all(false).stream().map(ServiceDefinition::name).toList();
  }

  private Supervised broker(int port) {
    var ready = directory.resolve("broker.ready");
    return new Supervised(
        "broker",
        BROKER_MEBIBYTES,
        List.of(
            BrokerProcess.class.getName(),
            directory.resolve("kafka").toString(),
            Integer.toString(port),
            Integer.toString(FreePorts.next()),
            ready.toString()),
        Map.of(),
        directory.resolve("broker.log"),
        () -> Files.exists(ready),
        tally);
  }

  @Override
  public void start() throws InterruptedException {
    tally.quiet(Fault.POSTGRES, postgres.start());
    startBroker();
    tally.quiet(Fault.BROKER, broker.awaitReady());
    var databases = new ServiceDatabases(postgres.url(), LOOPBACK, postgres.port(), DATABASE);
    int enrollment = FreePorts.next();
    for (var service : names()) {
      int port = service.equals("enrollment") ? enrollment : FreePorts.next();
      configs.put(service, config(service, databases, port, enrollment));
      services.put(service, supervised(service, service, port, FreePorts.next()));
    }
    for (var service : services.values()) service.start(List.of());
    long began = System.nanoTime();
    for (var service : services.values()) service.awaitReady();
    var took = Duration.ofNanos(System.nanoTime() - began);
    tally.quiet(Fault.SERVICE, took);
    tally.quiet(Fault.CRASH_POINT, took);
  }

  private ServiceConfig config(
      String service, ServiceDatabases databases, int port, int enrollment) {
    var key = privateKeys.getOrDefault(service, "");
    return new ServiceConfig(
        databases.of(service, Digests.sha256Hex(key)),
        kafka,
        POOL_SIZE,
        port,
        0,
        "http://" + LOOPBACK + ":" + port,
        "http://" + LOOPBACK + ":" + enrollment,
        key,
        publicKeys,
        directory.resolve("services/" + service));
  }

  private Supervised supervised(String name, String service, int port, int management) {
    var environment = new TreeMap<>(config(service).onPorts(port, management).environment());
    environment.put("ATTUNE_LISTEN", LOOPBACK);
    return new Supervised(
        name,
        SERVICE_MEBIBYTES,
        List.of("org.attune." + service + ".Main"),
        environment,
        directory.resolve(name + ".log"),
        () -> Looks.isReady(looks, "http://" + LOOPBACK + ":" + management + "/ready"),
        tally);
  }

  /** Starts the broker with nothing left that says it is ready. */
  void startBroker() {
    try {
      Files.deleteIfExists(directory.resolve("broker.ready"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker.start(List.of());
  }

  Supervised broker() {
    return broker;
  }

  KilledPostgres postgres() {
    return postgres;
  }

  Supervised service(String name) {
    var service = services.get(name);
    if (service == null) throw new IllegalArgumentException("no service " + name);
    return service;
  }

  /** A further instance of a service, on ports of its own. */
  Supervised second(String service) {
    return supervised(service + "-2", service, FreePorts.next(), FreePorts.next());
  }

  @Override
  public String url(String service) {
    return "http://" + LOOPBACK + ":" + config(service).httpPort();
  }

  private ServiceConfig config(String service) {
    var config = configs.get(service);
    if (config == null) throw new IllegalArgumentException("no service " + service);
    return config;
  }

  @Override
  public String adminToken() {
    var key = Tokens.readPrivate(privateKeys.getOrDefault("admin", ""));
    return new TokenSigner("admin", key, Backends.live().machineClock())
        .sign(Role.ADMIN, "administrator", Caller.ALL, Caller.ALL);
  }

  @Override
  public String kafka() {
    return kafka;
  }

  @Override
  public String superuserUrl() {
    return postgres.url().replace("/postgres?", "/" + DATABASE + "?");
  }

  @Override
  public List<Callable<Void>> nemeses(Chance chance) {
    var all = new ArrayList<Callable<Void>>();
    if (faketime.isPresent()) {
      for (var service : services.values()) {
        var clock = new SetClock(faketime.get(), directory.resolve(service.name() + ".clock"));
        var own = new Chance(chance.between(0, Long.MAX_VALUE));
        all.add(new ClockNemesis(this, service, clock, own, tally));
      }
      return all;
    }
    for (var service : services.values()) {
      var points = points(service.name());
      double share = ServiceNemesis.AT_CRASH_POINT;
      if (!aimed.isEmpty()) {
        points.retainAll(aimed);
        if (points.isEmpty()) continue;
        share = ServiceNemesis.ALWAYS;
      }
      var own = new Chance(chance.between(0, Long.MAX_VALUE));
      all.add(new ServiceNemesis(service, points, share, own, tally));
    }
    all.add(new BackendNemesis(this, new Chance(chance.between(0, Long.MAX_VALUE)), tally));
    all.add(new ZombieNemesis(this, new Chance(chance.between(0, Long.MAX_VALUE)), tally));
    return all;
  }

  @Override
  public Collection<ServiceRuntime> quiet() throws InterruptedException {
    for (var service : services.values()) service.stop();
    var vertx = Vertx.vertx();
    shared.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    var http = ServiceCalls.newClient();
    shared.add(http);
    var with = new ServiceRuntime.Shared(vertx, http, EventCatalog.standard(), Backends.live());
    for (var definition : Definitions.all(false)) {
      runtimes.add(new ServiceRuntime(definition, config(definition.name()), with));
    }
    return List.copyOf(runtimes);
  }

  @Override
  public Optional<Supervised> killable(String service) {
    return Optional.of(service(service));
  }

  @Override
  public List<String> leftovers() throws InterruptedException {
    var left = new ArrayList<String>();
    for (var process : tally.alive()) left.add("process " + process.pid());
    left.addAll(postgres.leftovers());
    return left;
  }

  @Override
  public void close() {
    for (var runtime : runtimes) runtime.close();
    for (var closeable : shared) Looks.close(closeable);
    for (var service : services.values()) service.close();
    Looks.end(broker);
    postgres.close();
    looks.close();
  }

  /** Crash points that a service passes in its work. */
  private static List<CrashPoint> points(String service) {
    var points = new ArrayList<>(List.of(CrashPoint.values()));
    points.remove(CrashPoint.PARKED_APPLIED); // passed by command only: see ParkingNemesis
    if (!service.equals("ema")) { // the one whose prompts are due, and sent, each minute
      points.remove(CrashPoint.DUE_TAKEN);
      points.remove(CrashPoint.DELIVERY_ACCEPTED);
    }
    return points;
  }
}
