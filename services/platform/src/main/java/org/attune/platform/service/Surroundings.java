package org.attune.platform.service;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.data.Sql;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.event.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a service that runs alone finds around it. What is not there yet is waited for, because
 * servers and services start in any order; what will never do is refused at once.
 */
final class Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int REQUEST_MILLIS_MAX = 5_000;
  private static final int LOGIN_SECONDS_MAX = 5;
  private static final String SCHEMA_OWNED =
      "select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = ?";

  private final ServiceConfig config;
  private final Duration waitMax;

  /**
   * @param waitMax how long to wait for a server that does not answer
   */
  Surroundings(ServiceConfig config, Duration waitMax) {
    this.config = config;
    this.waitMax = waitMax;
  }

  /** One look at a server. */
  @FunctionalInterface
  private interface Look {
    /** Why it has to be looked at again; empty if all is well. */
    String reasonToWait() throws InterruptedException;
  }

  /**
   * Returns once the database lets the service in.
   *
   * @throws StartRefusedException if it refuses, lacks the schema, or does not answer in time
   */
  void awaitDatabase() throws InterruptedException {
    await("the database " + config.database(), this::lookAtDatabase);
  }

  private String lookAtDatabase() {
    var address = config.database();
    try (var connection = connect(address)) {
      var owned = Sql.find(connection, SCHEMA_OWNED, row -> row.getBoolean(1), address.schema());
      if (owned.isPresent() && owned.get()) return "";
      throw new StartRefusedException(
          "the database has no schema %s that role %s owns: make both with ./attune provision."
              .formatted(address.schema(), address.role()));
    } catch (SQLException e) {
      var state = String.valueOf(e.getSQLState());
      // Class 08: no connection; 57P03: starting up or shutting down; 53300: all slots taken.
      if (state.startsWith("08") || state.equals("57P03") || state.equals("53300")) {
        return firstLine(e);
      }
      throw new StartRefusedException(
          "the database %s refuses: %s (ATTUNE_DATABASE_URL, ATTUNE_DATABASE_ROLE,"
                  .formatted(address, firstLine(e))
              + " ATTUNE_DATABASE_PASSWORD).",
          e);
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    var properties = new java.util.Properties();
    properties.setProperty("user", address.role());
    properties.setProperty("password", address.password());
    properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS_MAX));
    return DriverManager.getConnection(address.jdbcUrl(), properties);
  }

  /**
   * Returns once the broker has the topics that the service writes.
   *
   * @throws StartRefusedException if one is missing, has another number of partitions, or the
   *     broker does not answer in time
   */
  void awaitTopics(EventCatalog catalog, String service) throws InterruptedException {
    var settings = new HashMap<>(KafkaClients.common(config.kafka()));
    settings.put("request.timeout.ms", REQUEST_MILLIS_MAX);
    settings.put("default.api.timeout.ms", REQUEST_MILLIS_MAX);
    try (var admin = Admin.create(settings)) {
      await("Kafka at " + config.kafka(), () -> lookAtTopics(admin, catalog, service));
    } catch (ConfigException e) {
      throw new StartRefusedException(
          "ATTUNE_KAFKA is no list of host:port: " + config.kafka() + ".", e);
    } catch (org.apache.kafka.common.KafkaException e) {
      if (!(e.getCause() instanceof ConfigException)) throw e;
      throw new StartRefusedException(
          "ATTUNE_KAFKA is no list of host:port, or none of its hosts is known: "
              + config.kafka()
              + ".",
          e);
    }
  }

  private static String lookAtTopics(Admin admin, EventCatalog catalog, String service)
      throws InterruptedException {
    var topics = new ArrayList<>(Topics.of(catalog, service));
    topics.add(Topics.SCHEMAS);
    try {
      var found = admin.describeTopics(topics).allTopicNames().get();
      found.values().forEach(Surroundings::refuseOtherPartitions);
      return "";
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case UnknownTopicOrPartitionException _ ->
            throw new StartRefusedException(
                "Kafka lacks one of the topics %s: make them with ./attune provision."
                    .formatted(List.copyOf(topics)),
                e);
        case AuthenticationException refusal ->
            throw new StartRefusedException(
                "Kafka does not let %s in: %s (ATTUNE_KAFKA_PASSWORD, ATTUNE_KAFKA_SECURITY_FILE)."
                    .formatted(service, refusal.getMessage()),
                e);
        case AuthorizationException _ ->
            throw new StartRefusedException(
                "Kafka keeps %s from one of the topics %s: give it its rights with ./attune provision."
                    .formatted(service, List.copyOf(topics)),
                e);
        case RetriableException retriable -> String.valueOf(retriable.getMessage());
        case null, default ->
            throw new StartRefusedException("Kafka refuses: " + e.getCause() + ".", e);
      };
    }
  }

  private static void refuseOtherPartitions(TopicDescription topic) {
    int wanted = topic.name().equals(Topics.SCHEMAS) ? 1 : Topics.PARTITIONS;
    if (topic.partitions().size() == wanted) return;
    throw new StartRefusedException(
        "topic %s has %d partitions and must have %d: the partition of a key follows from it."
            .formatted(topic.name(), topic.partitions().size(), wanted));
  }

  private void await(String what, Look look) throws InterruptedException {
    long began = System.nanoTime();
    for (boolean said = false; ; said = true) {
      var reason = look.reasonToWait();
      if (reason.isEmpty()) return;
      if (System.nanoTime() - began >= waitMax.toNanos()) {
        throw new StartRefusedException(
            "%s did not answer within %d s: %s.".formatted(what, waitMax.toSeconds(), reason));
      }
      if (!said) LOG.warn("waiting up to {} s for {}: {}", waitMax.toSeconds(), what, reason);
      Thread.sleep(PAUSE);
    }
  }

  private static String firstLine(SQLException e) {
    var message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse(message).replaceFirst("\\.$", "");
  }
}
