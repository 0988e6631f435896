package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL and the Kafka of this JVM's tests, started once: those named by the environment
 * ({@code ATTUNE_TEST_POSTGRES}, {@code ATTUNE_TEST_KAFKA}), else containers if a Docker engine
 * answers and has their images, else embedded ones.
 */
public final class TestBackends {
  private static final Logger LOG = LoggerFactory.getLogger(TestBackends.class);
  private static final int GONE_POLLS_MAX = 600;

  /** The broker tells nobody when it is done: it is asked again after this long. */
  private static final Duration POLL_EVERY = Duration.ofMillis(100);

  /** How Kafka writes the end of a partition where records are deleted. */
  private static final long TO_THE_END = -1;

  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Keeps names apart from those that a killed run left on a given server. */
  private static final long STARTED_MILLIS = System.currentTimeMillis();

  /** Whoever holds this advisory lock has the given servers for itself. */
  private static final long TURN = 0x617474756e65L;

  private final SuperuserUrl postgres;
  private final String brokers;
  private final Queue<ServiceDatabases> databases = new ConcurrentLinkedQueue<>();
  private final Map<String, ServiceDatabases> firsts = new ConcurrentHashMap<>();

  private TestBackends(SuperuserUrl postgres, String brokers) {
    this.postgres = postgres;
    this.brokers = brokers;
  }

  private static final class Holder {
    private static final TestBackends SHARED = start();
  }

  /** Starts them at the first call; they stop with the JVM. */
  public static TestBackends shared() {
    return Holder.SHARED;
  }

  private static TestBackends start() {
    var environment = System.getenv();
    var given = GivenServers.of(environment);
    if (given.isPresent()) return said("given servers", given(given.get()));
    return Containers.canRun(environment)
        ? said("containers", contained())
        : said("embedded servers", embedded());
  }

  private static TestBackends said(String kind, TestBackends backends) {
    LOG.info(
        "tests use {}: PostgreSQL at {}:{}, Kafka at {}",
        kind,
        backends.postgres.host(),
        backends.postgres.port(),
        backends.brokers);
    return backends;
  }

  /** The topics of one broker and the roles of one server serve one JVM at a time: each waits. */
  private static TestBackends given(GivenServers servers) {
    try {
      var turn = DriverManager.getConnection(servers.postgres().text());
      try (var statement = turn.prepareStatement("select pg_advisory_lock(?)")) {
        statement.setLong(1, TURN);
        statement.execute();
      }
      var backends = new TestBackends(servers.postgres(), servers.brokers());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> backends.leave(turn)));
      return backends;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private void leave(Connection turn) {
    databases.forEach(ServiceDatabases::drop);
    try {
      turn.close();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static TestBackends contained() {
    var postgres = Containers.postgres();
    var kafka = Containers.kafka();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  kafka.stop();
                  postgres.stop();
                }));
    return new TestBackends(
        new SuperuserUrl(Containers.superuserUrl(postgres)), kafka.getBootstrapServers());
  }

  private static TestBackends embedded() {
    try {
      var root = Files.createTempDirectory("attune-test-");
      var binaries = Path.of(System.getProperty("java.io.tmpdir"), "attune-postgres");
      var server =
          PostgresServer.start(
              root.resolve("postgres"), binaries, FreePorts.next(), PostgresServer.Durability.NONE);
      var broker = EmbeddedKafka.start(root.resolve("kafka"), FreePorts.next(), FreePorts.next());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    broker.close();
                    server.close();
                    Directories.delete(root);
                  }));
      return new TestBackends(new SuperuserUrl(server.superuserUrl()), broker.brokers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JDBC address of the server's superuser. */
  public String superuserUrl() {
    return postgres.text();
  }

  /** A database of its own for one test class. */
  public ServiceDatabases newDatabase() {
    return kept(new ServiceDatabases(postgres.text(), postgres.host(), postgres.port(), newName()));
  }

  /**
   * A database of its own for one test, with what {@code make} made in the first of its kind.
   *
   * @param kind names what {@code make} makes
   * @param make leaves no connection open
   */
  public ServiceDatabases newDatabase(String kind, Consumer<ServiceDatabases> make) {
    var first =
        firsts.computeIfAbsent(
            kind,
            _ -> {
              var made = newDatabase();
              make.accept(made);
              return made;
            });
    return kept(first.copy(newName()));
  }

  private ServiceDatabases kept(ServiceDatabases made) {
    databases.add(made);
    return made;
  }

  private static String newName() {
    return "t"
        + ProcessHandle.current().pid()
        + "_"
        + DATABASES.incrementAndGet()
        + "_"
        + Long.toString(STARTED_MILLIS, Character.MAX_RADIX);
  }

  /** Broker addresses, with all topics there and empty but for the one of schemas. */
  public String emptyTopics(EventCatalog catalog) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      var all = new ArrayList<>(Topics.all(catalog));
      if (!admin.listTopics().names().get().containsAll(all)) return newTopics(catalog);
      var ends = new HashMap<TopicPartition, RecordsToDelete>();
      for (var topic : admin.describeTopics(all).allTopicNames().get().values()) {
        for (var partition : topic.partitions()) {
          ends.put(
              new TopicPartition(topic.name(), partition.partition()),
              RecordsToDelete.beforeOffset(TO_THE_END));
        }
      }
      admin.deleteRecords(ends).all().get();
      return brokers;
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be emptied: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Broker addresses, with all topics made anew and empty. */
  public String newTopics(EventCatalog catalog) {
    deleteTopics(catalog);
    KafkaTopics.create(brokers);
    return brokers;
  }

  private void deleteTopics(EventCatalog catalog) {
    var topics = new ArrayList<>(Topics.all(catalog));
    topics.add(Topics.SCHEMAS);
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      for (var deleted : admin.deleteTopics(topics).topicNameValues().values()) {
        try {
          deleted.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
        }
      }
      awaitGone(admin, topics);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be deleted: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The controller deletes; the broker hears of it later and lists what is gone until then. */
  private static void awaitGone(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    for (int poll = 1; !Collections.disjoint(admin.listTopics().names().get(), topics); poll++) {
      if (poll == GONE_POLLS_MAX) throw new IllegalStateException("topics stay after deletion");
      Thread.sleep(POLL_EVERY);
    }
  }
}
