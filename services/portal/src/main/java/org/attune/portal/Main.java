package org.attune.portal;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.attune.platform.logging.JsonLogs;
import org.slf4j.LoggerFactory;

/** Runs the portal alone, before services that answer elsewhere. */
public final class Main {
  private static final int NOT_STARTED = 1;

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
    int port = Integer.parseInt(environment.getOrDefault("ATTUNE_HTTP_PORT", "8080"));
    var vertx = Vertx.vertx();
    var router = Router.router(vertx);
    Portal.mount(vertx, router, config);
    router.route("/api/*").handler(new Forwarding(Portal.client(vertx), config.servicesUrl()));
    vertx
        .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
        .requestHandler(router)
        .listen(port, environment.getOrDefault("ATTUNE_LISTEN", "0.0.0.0"))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static String required(Map<String, String> environment, String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set (docs/configuration.md).");
    }
    return value;
  }
}
