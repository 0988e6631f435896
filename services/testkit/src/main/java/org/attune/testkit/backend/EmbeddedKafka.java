package org.attune.testkit.backend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** A real KRaft broker in this process, broker and controller in one, on loopback. */
public final class EmbeddedKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker whose data survive in {@code directory} and that asks nobody who they are.
   *
   * @param port where clients connect, on 127.0.0.1
   * @param controllerPort used by the broker itself
   * @throws IllegalStateException if the storage cannot be formatted or the ports are taken
   */
  public static EmbeddedKafka start(Path directory, int port, int controllerPort) {
    return start(directory, port, settings(directory, port, controllerPort));
  }

  /**
   * The same, but who connects must have a password (SASL, SCRAM-SHA-512) and may do what was
   * granted and nothing else. {@code admin} may do everything and signs in with PLAIN.
   */
  public static EmbeddedKafka startGuarded(
      Path directory, int port, int controllerPort, String adminPassword) {
    var settings = settings(directory, port, controllerPort);
    settings.put(
        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    var login =
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"admin\" password=\"%1$s\" user_admin=\"%1$s\";".formatted(adminPassword);
    settings.put("listener.name.plaintext.plain.sasl.jaas.config", login);
    settings.put(
        "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
    settings.put("listener.name.controller.plain.sasl.jaas.config", login);
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:admin");
    return start(directory, port, settings);
  }

  private static EmbeddedKafka start(Path directory, int port, Properties settings) {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(directory.resolve("meta.properties"))) format(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server, port);
  }

  /**
   * What happens when a broker of this process finds that it cannot go on, instead of the end of
   * the process at once, which would leave everything else as it is. The broker's thread waits.
   */
  public static void onDeath(Runnable reaction) {
    Exit.Procedure procedure =
        (_, _) -> {
          reaction.run();
          LockSupport.park();
        };
    Exit.setHaltProcedure(procedure);
    Exit.setExitProcedure(procedure);
  }

  private static void format(Path directory) {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var formatter =
        new Formatter()
            .setNodeId(1)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName("CONTROLLER")
            .setMetadataLogDirectory(directory.toString())
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setIgnoreFormatted(true)
            .setPrintStream(silent);
    formatter.addDirectory(directory.toString());
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException("Kafka storage cannot be formatted", e);
    }
  }

  private static Properties settings(Path directory, int port, int controllerPort) {
    var p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("log.dirs", directory.toString());
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("num.partitions", "4");
    p.put("background.threads", "2");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("auto.create.topics.enable", "false");
    p.put("message.max.bytes", Integer.toString(8 * 1024 * 1024));
    p.put("log.cleaner.dedupe.buffer.size", "4194304");
    p.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
    p.put("log.index.size.max.bytes", "1048576");
    p.put("controlled.shutdown.enable", "true");
    // A killed broker may come back once its old registration has run out: the default is 9 s.
    p.put("broker.session.timeout.ms", "2000");
    p.put("broker.heartbeat.interval.ms", "400");
    return p;
  }

  /** {@code 127.0.0.1:port}. */
  public String brokers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
