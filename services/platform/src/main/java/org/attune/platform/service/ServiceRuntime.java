package org.attune.platform.service;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.attune.platform.checkpoint.CheckpointLoop;
import org.attune.platform.checkpoint.Checkpoints;
import org.attune.platform.consume.ConsumerLoop;
import org.attune.platform.consume.MessageHandler;
import org.attune.platform.consume.ParkedRoutes;
import org.attune.platform.consume.Parking;
import org.attune.platform.consume.SchemaTopic;
import org.attune.platform.consume.TopicIds;
import org.attune.platform.data.Database;
import org.attune.platform.data.Migrations;
import org.attune.platform.data.Pools;
import org.attune.platform.due.DueLoop;
import org.attune.platform.due.DueTable;
import org.attune.platform.erase.Erasing;
import org.attune.platform.erase.Erasure;
import org.attune.platform.erase.ErasureReport;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.EventKey;
import org.attune.platform.event.Position;
import org.attune.platform.event.RecordCodec;
import org.attune.platform.event.Topics;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.RestrictedReadRoutes;
import org.attune.platform.http.ServiceRoutes;
import org.attune.platform.log.BrokerEnds;
import org.attune.platform.log.History;
import org.attune.platform.log.LogStore;
import org.attune.platform.log.ProgressObserver;
import org.attune.platform.log.Relay;
import org.attune.platform.reads.RestrictedReads;
import org.attune.platform.study.StudyBook;
import org.attune.platform.token.TokenSigner;
import org.attune.platform.token.TokenVerifier;
import org.attune.platform.token.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running service: pool, migrations, relay, consumers, due loop, routes. The same alone and
 * beside others; who composes it mounts {@link #routes} on a server.
 */
public final class ServiceRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRuntime.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  /** Where one process does everything, events that nobody awaits go together this often. */
  private static final Duration GATHER_STEPPED = Duration.ofMillis(500);

  private final String name;
  private final ServiceConfig config;
  private final Backends backends;
  private final EventCatalog catalog;
  private final HikariDataSource pool;
  private final Database database;
  private final History history;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health();
  private final Wiring wiring;
  private final Map<String, MessageHandler> consumers;
  private final ServiceRoutes routes;
  private final Relay relay;
  private final DueLoop due;
  private final Checkpoints checkpoints;
  private final CheckpointLoop signing;
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final Deque<AutoCloseable> loops = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();

  /** What the services of one process share. */
  public record Shared(Vertx vertx, BlockingClient http, EventCatalog catalog, Backends backends) {}

  /**
   * Brings the schema up to date and wires the service; {@link #start} sets it going.
   *
   * @throws RuntimeException if the database cannot be reached or migrated
   */
  public ServiceRuntime(ServiceDefinition definition, ServiceConfig config, Shared shared) {
    name = definition.name();
    this.config = config;
    backends = shared.backends();
    catalog = shared.catalog();
    pool = Pools.open(config.database(), name, config.poolSize(), definition.planning());
    closeables.push(pool);
    metrics.config().commonTags("service", name);
    try {
      Migrations.run(pool, config.database().schema(), name);
      database = new Database(pool);
      var observer = new Waking(backends.observer());
      var codec = new RecordCodec(catalog);
      history = new History(name, codec, backends.entropy(), backends.studyClock(), observer);
      var key = Tokens.readPrivate(config.signingKey());
      checkpoints = new Checkpoints(name, database, key, backends.machineClock());
      signing = new CheckpointLoop(checkpoints);
      var signer = new TokenSigner(name, key, backends.machineClock());
      wiring =
          definition.wire(
              new Ports(
                  config,
                  database,
                  history,
                  new DueTable(name, observer),
                  catalog,
                  codec,
                  backends.entropy(),
                  new StudyBook(),
                  new ServiceCalls(shared.http(), config.deliveryUrl(), name, signer),
                  signer,
                  metrics));
      consumers =
          Erasing.wrap(
              wiring.consumers(),
              new Erasure(name, catalog, history, wiring.keeping()),
              catalog,
              ErasureReport.isMadeBy(catalog, name));
      due = new DueLoop(name, database, history, wiring.due());
      relay = relay(observer);
      var keys = TrustedKeys.read(config.trustedKeys());
      var reads = new RestrictedReads(database);
      routes =
          new ServiceRoutes(
              shared.vertx(),
              new TokenVerifier(keys, backends.machineClock()),
              this::isErased,
              metrics,
              reads);
      wiring.routes().accept(routes);
      new ParkedRoutes(new Parking(name), database, catalog, consumers).mount(routes);
      new RestrictedReadRoutes(reads).mount(routes);
      measure();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private boolean isErased(EventKey participant) {
    return database.inTransaction(
        connection -> History.erasedAt(connection, participant).isPresent());
  }

  private Relay relay(ProgressObserver observer) {
    var producer = KafkaClients.producer(config.kafka(), "attune-" + name);
    closeables.push(producer);
    new SchemaTopic(catalog, KafkaClients.reader(config.kafka())).publish(producer, name);
    return new Relay(
        new Relay.Parts(
            name,
            Topics.of(catalog, name),
            () -> Pools.connect(config.database()),
            producer,
            BrokerEnds.of(KafkaClients.reader(config.kafka())),
            observer,
            wiring.beforeSending(),
            backends.stepped() ? GATHER_STEPPED : Relay.LOOK_EVERY));
  }

  /** Sets relay, consumers and, unless stepped, the due loop going. */
  public void start() {
    run("relay", relay, relay);
    consumers().forEach(loop -> run("consumer", loop, loop));
    if (!backends.stepped()) {
      run("due", due, due);
      run("due-beside", due::runBeside, due);
      run("checkpoint", signing, signing);
    }
    for (var loop : wiring.loops()) run("loop", loop, loop);
    health.start();
    LOG.info("{} started: {}", name, config);
  }

  private boolean wantsAll() {
    return consumers.values().stream().anyMatch(handler -> handler.types().isEmpty());
  }

  private List<ConsumerLoop> consumers() {
    if (consumers.isEmpty()) return List.of();
    var topics = List.copyOf(new TreeMap<>(consumers).keySet());
    try (var admin = Admin.create(KafkaClients.common(config.kafka()))) {
      var schemas = new SchemaTopic(catalog, KafkaClients.reader(config.kafka()));
      return List.of(
          new ConsumerLoop(
              new ConsumerLoop.Parts(
                  name,
                  LockSeen.wrap(measured(), signing::wake),
                  KafkaClients.consumer(config.kafka(), "attune." + name, patience()),
                  database,
                  catalog,
                  schemas,
                  TopicIds.ask(admin, topics),
                  backends.observer())));
    }
  }

  private Duration patience() {
    if (!wantsAll()) return Duration.ZERO;
    return backends.stepped() ? KafkaClients.PATIENCE_STEPPED : KafkaClients.PATIENCE_LIVE;
  }

  /** Virtual time says nothing of how long an event took. */
  private Map<String, MessageHandler> measured() {
    return backends.stepped()
        ? consumers
        : EventLag.wrap(consumers, metrics, backends.machineClock());
  }

  private void run(String kind, Runnable loop, AutoCloseable closing) {
    loops.push(closing);
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("attune-" + name + "-" + kind)
            .uncaughtExceptionHandler(
                (thread, failure) -> {
                  health.fail(thread.getName());
                  LOG.error("{} died", thread.getName(), failure);
                })
            .start(loop));
  }

  private void measure() {
    Gauge.builder("attune_ready", () -> health.isReady() ? 1 : 0).register(metrics);
    Gauge.builder("attune_parked", () -> count("select count(*) from parked")).register(metrics);
    Gauge.builder("attune_outbox", () -> count("select count(*) from outbox")).register(metrics);
    Gauge.builder(
            "attune_unsent", () -> count("select coalesce(sum(number - sent), 0) from log_head"))
        .register(metrics);
    gauge("attune_parked_age_seconds", "select min(parked_at) from parked");
    gauge("attune_due_late_seconds", "select min(at) from due where at < clock_timestamp()");
    Gauge.builder("attune_due_stuck", () -> count("select count(*) from due where attempts >= 8"))
        .register(metrics);
  }

  /** How long ago the time was that {@code sql} finds; 0 if it finds none. */
  private void gauge(String name, String sql) {
    var age = "select extract(epoch from clock_timestamp() - (" + sql + "))";
    Gauge.builder(name, () -> count("select coalesce((" + age + "), 0)")).register(metrics);
  }

  private double count(String sql) {
    return database.inTransaction(
        connection ->
            org.attune.platform.data.Sql.find(connection, sql, row -> row.getDouble(1))
                .orElse(0.0));
  }

  public String name() {
    return name;
  }

  /** How it runs. */
  public ServiceConfig config() {
    return config;
  }

  public ServiceRoutes routes() {
    return routes;
  }

  public Database database() {
    return database;
  }

  public History history() {
    return history;
  }

  public Wiring wiring() {
    return wiring;
  }

  public Health health() {
    return health;
  }

  public PrometheusMeterRegistry metrics() {
    return metrics;
  }

  /**
   * Handles what is due for some owners, each at a time of its own: how a driver steps this
   * service.
   *
   * @param ticks each of another owner
   * @return rows handled for each, in the order of {@code ticks}
   */
  public List<Integer> tick(List<DueLoop.Tick> ticks) {
    return due.tick(ticks);
  }

  /** Says that another instance of this service has recorded something that is waited for. */
  public void wakeRelay() {
    relay.wake();
  }

  /** True if all that is recorded has a number, and that the broker has it is noted. */
  public boolean isRelayed() {
    return database.inTransaction(LogStore::isRelayed);
  }

  /** Writes a checkpoint now, if any history has grown: how a driver ends a rehearsal. */
  public void checkpoint() {
    checkpoints.write();
  }

  /** The key that vouches for what this service signs, if the configuration names it. */
  public Optional<PublicKey> publicKey() {
    return Optional.ofNullable(config.trustedKeys().get(name)).map(Tokens::readPublic);
  }

  /** Event types that this service's consumers apply, by topic; an empty set is all. */
  public Map<String, Set<String>> appliedTypes() {
    var types = new HashMap<String, Set<String>>();
    consumers.forEach((topic, handler) -> types.put(topic, handler.types()));
    return types;
  }

  /** Tells the loops to stop and waits for none. */
  public void beginToStop() {
    closeAll(loops);
  }

  /** Stops the loops; requests are still answered until {@link #close}. */
  public void stop() {
    beginToStop();
    awaitThreads();
  }

  /** Stops loops, then what they use. */
  @Override
  public void close() {
    stop();
    closeAll(closeables);
  }

  private void closeAll(Deque<AutoCloseable> all) {
    for (var closeable : all) {
      try {
        closeable.close();
      } catch (Exception e) {
        LOG.warn("{} closes with a failure: {}", name, e.toString());
      }
    }
    all.clear();
  }

  private void awaitThreads() {
    try {
      for (var thread : threads) thread.join(STOP_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Wakes this service's relay and due loop, then tells the composition. */
  private final class Waking implements ProgressObserver {
    private final ProgressObserver next;

    Waking(ProgressObserver next) {
      this.next = next;
    }

    @Override
    public void appended(
        String service, EventKey key, long firstSeq, long lastSeq, Set<String> types) {
      next.appended(service, key, firstSeq, lastSeq, types);
      if (next.isAwaited(types)) relay.wake();
      if (types.contains(LockSeen.LOCKED)) signing.wake();
    }

    @Override
    public void numbered(String service, EventKey key, long seq, String type, Position position) {
      next.numbered(service, key, seq, type, position);
    }

    @Override
    public void noted(String service) {
      next.noted(service);
    }

    @Override
    public void applied(String consumer, Position position) {
      next.applied(consumer, position);
    }

    @Override
    public void scheduled(String service, EventKey key, String kind, Instant at) {
      next.scheduled(service, key, kind, at);
      if (!backends.stepped()) due.wake();
    }
  }
}
