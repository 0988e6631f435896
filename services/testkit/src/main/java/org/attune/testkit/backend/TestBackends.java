package org.attune.testkit.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL and the Kafka of this JVM's tests, started once: those named by the environment
 * ({@code ATTUNE_TEST_POSTGRES}, {@code ATTUNE_TEST_KAFKA}), else containers if a Docker engine
 * answers and has their images, else embedded ones.
 */
public final class TestBackends {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String superuserUrl;
  private final String postgresHost;
  private final int postgresPort;
  private final String brokers;

  private TestBackends(String superuserUrl, String postgresHost, int postgresPort, String brokers) {
    this.superuserUrl = superuserUrl;
    this.postgresHost = postgresHost;
    this.postgresPort = postgresPort;
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
    var postgres = System.getenv("ATTUNE_TEST_POSTGRES");
    var kafka = System.getenv("ATTUNE_TEST_KAFKA");
    if (postgres != null && kafka != null) return given(postgres, kafka);
    return Containers.canRun(System.getenv()) ? contained() : embedded();
  }

  private static TestBackends given(String postgres, String kafka) {
    var address = java.net.URI.create(postgres.substring("jdbc:".length()));
    return new TestBackends(postgres, address.getHost(), address.getPort(), kafka);
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
        Containers.superuserUrl(postgres),
        postgres.getHost(),
        postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        kafka.getBootstrapServers());
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
      return new TestBackends(server.superuserUrl(), "127.0.0.1", server.port(), broker.brokers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database of its own for one test class. */
  public ServiceDatabases newDatabase() {
    return new ServiceDatabases(
        superuserUrl,
        postgresHost,
        postgresPort,
        "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet());
  }

  /** Broker addresses, with all topics made anew and empty. */
  public String newTopics(EventCatalog catalog) {
    deleteTopics(catalog);
    KafkaTopics.create(brokers, catalog);
    return brokers;
  }

  private void deleteTopics(EventCatalog catalog) {
    var topics = new java.util.ArrayList<>(Topics.all(catalog));
    topics.add(Topics.SCHEMAS);
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      for (var deleted : admin.deleteTopics(topics).topicNameValues().values()) {
        try {
          deleted.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) throw e;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be deleted: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
