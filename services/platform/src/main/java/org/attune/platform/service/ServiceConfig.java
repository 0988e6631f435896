package org.attune.platform.service;

import java.nio.file.Path;
import java.util.Map;
import org.attune.platform.data.DatabaseAddress;

/**
 * How one service runs. Read once, in {@code Main}; nothing else reads the environment.
 *
 * @param database where it keeps its memory
 * @param kafka where the broker is and how to be let in
 * @param poolSize database connections; 16 alone, 4 in one process with the others
 * @param httpPort port of {@code /api/<service>}; 0 for any
 * @param managementPort port of health, readiness and metrics; 0 for any
 * @param platformUrl the public address, with which links begin, for example {@code
 *     http://127.0.0.1:8080}
 * @param deliveryUrl where enrollment answers deliveries; the public address or a direct one
 * @param signingKey the service's own Ed25519 private key, Base64 of PKCS #8; never logged
 * @param trustedKeys Ed25519 public keys by key id, Base64 of X.509
 * @param dataDirectory where the service may keep files, such as sent mail
 */
public record ServiceConfig(
    DatabaseAddress database,
    KafkaAddress kafka,
    int poolSize,
    int httpPort,
    int managementPort,
    String platformUrl,
    String deliveryUrl,
    String signingKey,
    Map<String, String> trustedKeys,
    Path dataDirectory) {
  static final int POOL_SIZE_MAX = 64;

  public ServiceConfig {
    if (poolSize < 1 || poolSize > POOL_SIZE_MAX) {
      throw new IllegalArgumentException("pool size must be 1 to " + POOL_SIZE_MAX);
    }
    trustedKeys = Map.copyOf(trustedKeys);
  }

  /** With brokers, {@code host:port} separated by commas, that ask nobody who they are. */
  public ServiceConfig(
      DatabaseAddress database,
      String brokers,
      int poolSize,
      int httpPort,
      int managementPort,
      String platformUrl,
      String deliveryUrl,
      String signingKey,
      Map<String, String> trustedKeys,
      Path dataDirectory) {
    this(
        database,
        KafkaAddress.open(brokers),
        poolSize,
        httpPort,
        managementPort,
        platformUrl,
        deliveryUrl,
        signingKey,
        trustedKeys,
        dataDirectory);
  }

  /** The same service on other ports of its machine. */
  public ServiceConfig onPorts(int http, int management) {
    return new ServiceConfig(
        database,
        kafka,
        poolSize,
        http,
        management,
        platformUrl,
        deliveryUrl,
        signingKey,
        trustedKeys,
        dataDirectory);
  }

  /** The same service, which has its messages delivered elsewhere. */
  public ServiceConfig deliveringTo(String url) {
    return new ServiceConfig(
        database,
        kafka,
        poolSize,
        httpPort,
        managementPort,
        platformUrl,
        url,
        signingKey,
        trustedKeys,
        dataDirectory);
  }

  /** The environment of which {@link ServiceMain} makes this again, secrets and all. */
  public Map<String, String> environment() {
    return Environment.write(this);
  }

  /** Everything but secrets. */
  @Override
  public String toString() {
    return "database=%s kafka=%s poolSize=%d httpPort=%d managementPort=%d platformUrl=%s deliveryUrl=%s dataDirectory=%s"
        .formatted(
            database,
            kafka,
            poolSize,
            httpPort,
            managementPort,
            platformUrl,
            deliveryUrl,
            dataDirectory);
  }
}
