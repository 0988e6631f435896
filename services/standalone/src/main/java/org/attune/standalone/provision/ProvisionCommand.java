package org.attune.standalone.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.attune.platform.data.DatabaseException;
import org.attune.platform.service.KafkaAddress;
import org.attune.standalone.platform.PlatformException;
import org.attune.testkit.backend.KafkaTopics;
import org.attune.testkit.backend.ServiceDatabases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code provision}: what services that run alone need of a PostgreSQL and a Kafka. */
@Command(
    name = "provision",
    description = {
      "Make topics and rights on a Kafka, and schemas and roles on a PostgreSQL, for services that"
          + " run alone.",
      "What is there already stays; passwords become those of SECRETS."
    })
public final class ProvisionCommand implements Callable<Integer> {
  private static final int REPLICATION_MAX = 32;

  @Parameters(
      index = "0",
      paramLabel = "SECRETS",
      description = "The directory that infra/secrets.sh made.")
  Path directory = Path.of("");

  @Option(
      names = "--postgres",
      required = true,
      paramLabel = "URL",
      description =
          "JDBC address of a superuser: jdbc:postgresql://host:port/postgres?user=…&password=…; so"
              + " that no password is typed, the variable ATTUNE_PROVISION_POSTGRES will do.",
      defaultValue = "${env:ATTUNE_PROVISION_POSTGRES}")
  String postgres = "";

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "Database to make and use (default: ${DEFAULT-VALUE}).")
  String database = "attune";

  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Brokers, separated by commas.",
      defaultValue = "${env:ATTUNE_KAFKA}")
  String kafka = "";

  @Option(
      names = "--kafka-security-file",
      paramLabel = "FILE",
      description =
          "How an administrator of a broker that asks signs in: a properties file as Kafka's tools"
              + " read it. Without it topics are made and no rights.",
      defaultValue = "${env:ATTUNE_KAFKA_SECURITY_FILE}")
  Optional<Path> security = Optional.empty();

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Copies of each partition: 3 on a cluster (default: ${DEFAULT-VALUE}).")
  int replication = 1;

  @Override
  public Integer call() {
    if (replication < 1 || replication > REPLICATION_MAX) {
      throw new PlatformException(
          "--replication must be 1 to %d, not %d.".formatted(REPLICATION_MAX, replication));
    }
    var secrets = Secrets.read(directory);
    var address = kafkaAddress();
    provisionDatabases(secrets);
    provisionKafka(address, secrets);
    return 0;
  }

  private KafkaAddress kafkaAddress() {
    var open = KafkaAddress.open(kafka);
    if (security.isEmpty()) return open;
    try {
      return open.withFile(security.get());
    } catch (IOException e) {
      throw new PlatformException("%s cannot be read.".formatted(security.get()), e);
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          "%s does not fit: %s.".formatted(security.get(), e.getMessage()), e);
    }
  }

  private void provisionDatabases(Secrets secrets) {
    try {
      var databases = ServiceDatabases.on(postgres, database);
      secrets.databasePasswords().forEach(databases::of);
    } catch (IllegalArgumentException e) {
      throw new PlatformException("--postgres does not fit: %s.".formatted(e.getMessage()), e);
    } catch (DatabaseException e) {
      throw new PlatformException("The database refuses: %s (--postgres).".formatted(reason(e)), e);
    }
    System.out.printf(
        "PostgreSQL: database %s with a schema and a role for each of %s.%n",
        database, String.join(", ", secrets.databasePasswords().keySet()));
  }

  private static String reason(DatabaseException e) {
    var message = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    return message.lines().findFirst().orElse(message).replaceFirst("\\.$", "");
  }

  private void provisionKafka(KafkaAddress address, Secrets secrets) {
    var settings = new TreeMap<String, Object>(address.security());
    settings.put("bootstrap.servers", address.brokers());
    try (var admin = Admin.create(settings)) {
      var made = KafkaTopics.create(admin, replication);
      System.out.println(
          made.isEmpty()
              ? "Kafka: all topics were there."
              : "Kafka: made " + String.join(", ", made) + ".");
      if (security.isEmpty()) {
        System.out.println("Kafka: no rights, because no administrator's sign-in was given.");
        return;
      }
      KafkaRights.grant(admin, secrets.kafkaPasswords());
      System.out.println("Kafka: passwords and rights of every service are as declared.");
    } catch (ExecutionException | IllegalStateException e) {
      throw new PlatformException("Kafka at %s refuses: %s".formatted(address, e.getMessage()), e);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new PlatformException(
          "Kafka at %s cannot be used: %s".formatted(address, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted before Kafka was ready: type it again.", e);
    }
  }
}
