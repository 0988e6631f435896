package org.attune.platform.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.token.Tokens;

/**
 * The environment of a service that runs alone, read once; docs/configuration.md lists the
 * variables. Everything that is wrong is said together.
 */
final class Environment {
  static final String PREFIX = "ATTUNE_";
  private static final int POOL_SIZE = 16;
  private static final int PORT_MAX = 65_535;
  private static final int WAIT_SECONDS = 120;
  private static final int WAIT_SECONDS_MAX = 3_600;

  private final Map<String, String> variables;
  private final List<String> wrong = new ArrayList<>();

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * How a service runs alone.
   *
   * @param listen address of this machine to listen on
   * @param waitSeconds how long to wait for a database or a broker that does not answer
   */
  record Alone(ServiceConfig service, String listen, int waitSeconds) {}

  /**
   * @throws StartRefusedException if variables are missing or malformed; names all of them
   */
  Alone read(String service) {
    var jdbcUrl = checked("DATABASE_URL", Environment::requireJdbc);
    var role = optional("DATABASE_ROLE", "attune_" + service);
    var password = required("DATABASE_PASSWORD");
    var kafka = kafka(service);
    int pool = number("POOL_SIZE", POOL_SIZE, 1, ServiceConfig.POOL_SIZE_MAX);
    int http = number("HTTP_PORT", 8080, 0, PORT_MAX);
    int management = number("MANAGEMENT_PORT", 9090, 0, PORT_MAX);
    var platformUrl = address("PLATFORM_URL", required("PLATFORM_URL"));
    var direct = address("DELIVERY_URL", optional("DELIVERY_URL", ""));
    var signing = checked("SIGNING_KEY", Tokens::readPrivate);
    var trusted = trusted(required("TRUSTED_KEYS"), service);
    var listen = optional("LISTEN", "0.0.0.0");
    int wait = number("WAIT_SECONDS", WAIT_SECONDS, 0, WAIT_SECONDS_MAX);
    if (!wrong.isEmpty()) {
      throw new StartRefusedException(String.join("; ", wrong) + " (docs/configuration.md).");
    }
    return new Alone(
        new ServiceConfig(
            new DatabaseAddress(jdbcUrl, service, role, password),
            kafka,
            pool,
            http,
            management,
            platformUrl,
            direct.isEmpty() ? platformUrl : direct,
            signing,
            trusted,
            Path.of(optional("DATA_DIRECTORY", "data"))),
        listen,
        wait);
  }

  /** The variables that {@link #read} makes {@code config} of; its broker asks nobody. */
  static Map<String, String> write(ServiceConfig config) {
    if (!config.kafka().security().isEmpty()) {
      throw new IllegalArgumentException("how to be let in by a broker is not passed on");
    }
    var trusted = new ArrayList<String>();
    config.trustedKeys().forEach((id, key) -> trusted.add(id + "=" + key));
    var variables = new TreeMap<String, String>();
    variables.put("DATABASE_URL", config.database().jdbcUrl());
    variables.put("DATABASE_ROLE", config.database().role());
    variables.put("DATABASE_PASSWORD", config.database().password());
    variables.put("KAFKA", config.kafka().brokers());
    variables.put("POOL_SIZE", Integer.toString(config.poolSize()));
    variables.put("HTTP_PORT", Integer.toString(config.httpPort()));
    variables.put("MANAGEMENT_PORT", Integer.toString(config.managementPort()));
    variables.put("PLATFORM_URL", config.platformUrl());
    variables.put("DELIVERY_URL", config.deliveryUrl());
    variables.put("SIGNING_KEY", config.signingKey());
    variables.put("TRUSTED_KEYS", String.join(",", trusted));
    variables.put("DATA_DIRECTORY", config.dataDirectory().toString());
    var environment = new TreeMap<String, String>();
    variables.forEach((name, value) -> environment.put(PREFIX + name, value));
    return environment;
  }

  private KafkaAddress kafka(String service) {
    var kafka = KafkaAddress.open(required("KAFKA"));
    var password = optional("KAFKA_PASSWORD", "");
    if (!password.isEmpty()) kafka = kafka.withPassword(service, password);
    var file = optional("KAFKA_SECURITY_FILE", "");
    if (file.isEmpty()) return kafka;
    try {
      return kafka.withFile(Path.of(file));
    } catch (IOException e) {
      wrong.add(PREFIX + "KAFKA_SECURITY_FILE cannot be read: " + file);
    } catch (IllegalArgumentException e) {
      wrong.add(PREFIX + "KAFKA_SECURITY_FILE does not fit: " + e.getMessage());
    }
    return kafka;
  }

  private String optional(String name, String otherwise) {
    var value = variables.get(PREFIX + name);
    return value == null || value.isBlank() ? otherwise : value.strip();
  }

  private String required(String name) {
    var value = optional(name, "");
    if (value.isEmpty()) wrong.add(PREFIX + name + " is not set");
    return value;
  }

  private String checked(String name, Consumer<String> check) {
    var value = required(name);
    if (!value.isEmpty()) check(name, value, check);
    return value;
  }

  private void check(String name, String value, Consumer<String> check) {
    try {
      check.accept(value);
    } catch (IllegalArgumentException e) {
      wrong.add(PREFIX + name + " does not fit: " + e.getMessage());
    }
  }

  private int number(String name, int otherwise, int min, int max) {
    var value = optional(name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      // said below, like a number out of range
    }
    wrong.add(PREFIX + name + " must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  private static void requireJdbc(String url) {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException("it has the form jdbc:postgresql://host:port/database");
    }
  }

  private String address(String name, String text) {
    if (!text.isEmpty()) check(name, text, Environment::requireHttp);
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static void requireHttp(String text) {
    var uri = URI.create(text);
    var scheme = String.valueOf(uri.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException("it has the form http://host:port");
    }
  }

  /** {@code id=key,id=key}. */
  private Map<String, String> trusted(String text, String service) {
    var keys = new TreeMap<String, String>();
    if (text.isEmpty()) return keys;
    for (var entry : text.split(",")) {
      int equals = entry.indexOf('=');
      var id = equals < 1 ? "" : entry.substring(0, equals).strip();
      var key = entry.substring(equals + 1).strip();
      if (id.isEmpty()) wrong.add(PREFIX + "TRUSTED_KEYS must be id=key,id=key");
      else check("TRUSTED_KEYS", key, Tokens::readPublic);
      keys.put(id, key);
    }
    for (var id : List.of(TrustedKeys.ADMIN, "enrollment", service)) {
      if (!keys.containsKey(id)) wrong.add(PREFIX + "TRUSTED_KEYS lacks the key of " + id);
    }
    return keys;
  }
}
