package org.attune.testkit.backend;

import java.util.Map;
import java.util.Optional;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL and Kafka in containers, for a machine whose Docker engine has their images. */
final class Containers {
  /** Images by their official names; {@code docker pull} them once. */
  static final String POSTGRES = "postgres:17-alpine";

  static final String KAFKA = "apache/kafka:4.3.1";

  /** What removes containers after a killed test run, unless it is switched off. */
  private static final String REAPER = "testcontainers/ryuk:0.14.0";

  private static final String PASSWORD = "test";

  private Containers() {}

  /** True if both images are there and, unless switched off, the reaper's. */
  static boolean canRun(Map<String, String> environment) {
    Optional<DockerEngine> engine = DockerEngine.find(environment);
    if (engine.isEmpty()) return false;
    var prefix = environment.getOrDefault("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX", "");
    boolean reaped =
        Boolean.parseBoolean(environment.get("TESTCONTAINERS_RYUK_DISABLED"))
            || engine.get().hasImage(prefix + REAPER);
    return reaped
        && engine.get().hasImage(prefix + POSTGRES)
        && engine.get().hasImage(prefix + KAFKA);
  }

  /** A started server that forgets everything when it stops. */
  static PostgreSQLContainer postgres() {
    var postgres =
        new PostgreSQLContainer(DockerImageName.parse(POSTGRES))
            .withDatabaseName("postgres")
            .withUsername("postgres")
            .withPassword(PASSWORD)
            .withCommand(
                "postgres",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=" + PostgresServer.CONNECTIONS_MAX,
                "-c",
                "timezone=UTC");
    postgres.start();
    return postgres;
  }

  /** JDBC address of the superuser in database {@code postgres}. */
  static String superuserUrl(PostgreSQLContainer postgres) {
    return "jdbc:postgresql://%s:%d/postgres?user=postgres&password=%s"
        .formatted(
            postgres.getHost(),
            postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
            PASSWORD);
  }

  /** A started broker of one node. */
  static KafkaContainer kafka() {
    var kafka =
        new KafkaContainer(DockerImageName.parse(KAFKA))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(8 * 1024 * 1024));
    kafka.start();
    return kafka;
  }
}
