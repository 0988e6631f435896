package org.attune.portal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.attune.platform.http.Failures;
import org.attune.platform.logging.JsonLogs;
import org.attune.platform.service.Management;
import org.slf4j.LoggerFactory;

/** Runs the portal alone, before services that answer elsewhere. */
public final class Main {
  private static final int NOT_STARTED = 1;
  private static final int PORT_MAX = 65_535;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    JsonLogs.toStandardOutput("portal");
    var environment = System.getenv();
    try {
      serve(environment);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Main.class).error("portal cannot start", e);
      System.exit(NOT_STARTED);
    }
    new CountDownLatch(1).await();
  }

  private static void serve(Map<String, String> environment) {
    var config =
        new PortalConfig(
            required(environment, "ATTUNE_PLATFORM_URL"),
            required(environment, "ATTUNE_SERVICES_URL"));
    int port = port(environment, "ATTUNE_HTTP_PORT", "8080");
    int managementPort = port(environment, "ATTUNE_MANAGEMENT_PORT", "9090");
    var address = environment.getOrDefault("ATTUNE_LISTEN", "0.0.0.0");
    var vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(vertx.close())));
    var router = Router.router(vertx);
    Failures.answerAll(router);
    Portal.mount(vertx, router, config);
    router.route("/api/*").handler(new Forwarding(Portal.client(vertx), config.servicesUrl()));
    await(listen(vertx, router, port, address));
    await(listen(vertx, Management.router(vertx, List.of()), managementPort, address));
  }

  private static Future<?> listen(Vertx vertx, Router router, int port, String address) {
    return vertx
        .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
        .requestHandler(router)
        .listen(port, address);
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  private static int port(Map<String, String> environment, String name, String otherwise) {
    var value = environment.getOrDefault(name, otherwise);
    if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= PORT_MAX) {
      return Integer.parseInt(value);
    }
    throw new IllegalArgumentException(
        "%s is '%s'; write a port from 0 to %d.".formatted(name, value, PORT_MAX));
  }

  private static String required(Map<String, String> environment, String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set (docs/configuration.md).");
    }
    return value;
  }
}
