package org.attune.platform.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where Kafka is and how to be let in.
 *
 * @param brokers {@code host:port} separated by commas
 * @param security settings of Kafka's clients whose names begin with {@code security.}, {@code
 *     sasl.} or {@code ssl.}; empty for a broker that asks nobody who they are; never logged
 */
public record KafkaAddress(String brokers, Map<String, String> security) {
  public KafkaAddress {
    for (var name : security.keySet()) {
      if (!isOfSecurity(name)) {
        throw new IllegalArgumentException(
            "'%s' is no setting of security: only security.…, sasl.… and ssl.… can be set"
                .formatted(name));
      }
    }
    security = Map.copyOf(security);
  }

  /** Brokers that ask nobody who they are. */
  public static KafkaAddress open(String brokers) {
    return new KafkaAddress(brokers, Map.of());
  }

  /** The same brokers, which ask for a password; it does not travel itself (RFC 5802, SCRAM). */
  public KafkaAddress withPassword(String name, String password) {
    var login =
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(quoted(name), quoted(password));
    return with(
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config", login));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * The same brokers with further settings, or others, of security.
   *
   * @param file as Kafka's own tools read it, a Java properties file
   * @throws IllegalArgumentException if it sets anything else, or is no properties file
   * @throws IOException if it cannot be read
   */
  public KafkaAddress withFile(Path file) throws IOException {
    var properties = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(text);
    }
    var further = new TreeMap<String, String>();
    for (var name : properties.stringPropertyNames()) {
      further.put(name, properties.getProperty(name));
    }
    return with(further);
  }

  private KafkaAddress with(Map<String, String> further) {
    var all = new TreeMap<>(security);
    all.putAll(further);
    return new KafkaAddress(brokers, all);
  }

  private static boolean isOfSecurity(String name) {
    return name.startsWith("security.") || name.startsWith("sasl.") || name.startsWith("ssl.");
  }

  /** The brokers alone: the rest is secret. */
  @Override
  public String toString() {
    return brokers;
  }
}
