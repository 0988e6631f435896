package org.attune.platform.service;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.attune.platform.data.DatabaseAddress;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.logging.JsonLogs;

/**
 * Runs one service alone, as its own process, against the Kafka and the PostgreSQL that the
 * environment names; docs/configuration.md lists the variables.
 */
public final class ServiceMain {
  private static final String PREFIX = "ATTUNE_";
  private static final int POOL_SIZE = 16;

  private ServiceMain() {}

  /** Runs until the process is told to end. */
  public static void run(ServiceDefinition definition) throws InterruptedException {
    Locale.setDefault(Locale.ROOT); // libraries write names in the default locale: no Turkish i
    JsonLogs.toStandardOutput(definition.name());
    var config = config(definition.name(), System.getenv());
    var vertx = Vertx.vertx();
    var shared =
        new ServiceRuntime.Shared(
            vertx, HttpClient.newHttpClient(), EventCatalog.standard(), Backends.live());
    var runtime = new ServiceRuntime(definition, config, shared);
    deploy(vertx, config, runtime);
    runtime.start();
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  runtime.close();
                  vertx.close();
                  ended.countDown();
                }));
    ended.await();
  }

  private static void deploy(Vertx vertx, ServiceConfig config, ServiceRuntime runtime) {
    var api = Router.router(vertx);
    api.route("/api/" + runtime.name() + "/*").subRouter(runtime.routes().router());
    var management = Management.router(vertx, java.util.List.of(runtime));
    var verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return Future.all(
                vertx.createHttpServer().requestHandler(api).listen(config.httpPort()),
                vertx
                    .createHttpServer()
                    .requestHandler(management)
                    .listen(config.managementPort()));
          }
        };
    vertx
        .deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /**
   * The configuration that environment variables give.
   *
   * @throws IllegalArgumentException if one is missing or malformed; its message names it
   */
  static ServiceConfig config(String service, Map<String, String> environment) {
    return new ServiceConfig(
        new DatabaseAddress(
            required(environment, "DATABASE_URL"),
            service,
            environment.getOrDefault(PREFIX + "DATABASE_ROLE", "attune_" + service),
            required(environment, "DATABASE_PASSWORD")),
        required(environment, "KAFKA"),
        number(environment, "POOL_SIZE", POOL_SIZE),
        number(environment, "HTTP_PORT", 8080),
        number(environment, "MANAGEMENT_PORT", 9090),
        required(environment, "PLATFORM_URL"),
        required(environment, "SIGNING_KEY"),
        keys(required(environment, "TRUSTED_KEYS")),
        Path.of(environment.getOrDefault(PREFIX + "DATA_DIRECTORY", "data")));
  }

  private static String required(Map<String, String> environment, String name) {
    var value = environment.get(PREFIX + name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(PREFIX + name + " is not set; docs/configuration.md");
    }
    return value;
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    var value = environment.get(PREFIX + name);
    if (value == null) return otherwise;
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(PREFIX + name + " must be a whole number", e);
    }
  }

  /** {@code id=key,id=key}. */
  private static Map<String, String> keys(String text) {
    var keys = new HashMap<String, String>();
    for (var entry : text.split(",")) {
      int equals = entry.indexOf('=');
      if (equals < 1) throw new IllegalArgumentException(PREFIX + "TRUSTED_KEYS must be id=key,…");
      keys.put(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
    }
    return new TreeMap<>(keys);
  }
}
