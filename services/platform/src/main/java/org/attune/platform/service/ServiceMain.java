package org.attune.platform.service;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.attune.platform.crash.CrashPoint;
import org.attune.platform.event.EventCatalog;
import org.attune.platform.http.Failures;
import org.attune.platform.logging.JsonLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service alone, as its own process, against the Kafka and the PostgreSQL that the
 * environment names; docs/configuration.md lists the variables.
 */
public final class ServiceMain {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
  private static final int NOT_STARTED = 1;

  private ServiceMain() {}

  /**
   * Runs until the process is told to end; ends it with exit code 1 and one sentence on standard
   * error if the service cannot start.
   */
  public static void run(ServiceDefinition definition) throws InterruptedException {
    run(definition, Backends.live(), _ -> {});
  }

  /**
   * {@link #run(ServiceDefinition)} with other backends: the same service under a rehearsal.
   *
   * @param started given the service once it works
   */
  public static void run(
      ServiceDefinition definition, Backends backends, Consumer<ServiceRuntime> started)
      throws InterruptedException {
    Locale.setDefault(Locale.ROOT); // libraries write names in the default locale: no Turkish i
    JsonLogs.toStandardOutput(definition.name());
    var ended = new CountDownLatch(1);
    try {
      arm();
      var alone = new Environment(System.getenv()).read(definition.name());
      started.accept(start(definition, alone, backends, ended));
    } catch (StartRefusedException e) {
      System.err.println(definition.name() + " cannot start: " + e.getMessage());
      System.exit(NOT_STARTED);
    } catch (RuntimeException e) {
      LOG.error("{} cannot start", definition.name(), e);
      System.exit(NOT_STARTED); // threads of what did start would keep the process
    }
    ended.await();
  }

  private static void arm() {
    try {
      CrashPoint.arm(System.getProperties());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage() + " (docs/faults.md).", e);
    }
  }

  private static ServiceRuntime start(
      ServiceDefinition definition,
      Environment.Alone alone,
      Backends backends,
      CountDownLatch ended)
      throws InterruptedException {
    var config = alone.service();
    var catalog = EventCatalog.standard();
    var surroundings = new Surroundings(config, Duration.ofSeconds(alone.waitSeconds()));
    surroundings.awaitDatabase();
    surroundings.awaitTopics(catalog, definition.name());
    var vertx = Vertx.vertx();
    var http = ServiceCalls.newClient();
    var shared = new ServiceRuntime.Shared(vertx, http, catalog, backends);
    var runtime = new ServiceRuntime(definition, config, shared);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  runtime.close();
                  http.close();
                  vertx.close().toCompletionStage().toCompletableFuture().join();
                  ended.countDown();
                }));
    new JvmMemoryMetrics().bindTo(runtime.metrics());
    new JvmThreadMetrics().bindTo(runtime.metrics());
    new ProcessorMetrics().bindTo(runtime.metrics());
    deploy(vertx, alone, runtime);
    runtime.start();
    return runtime;
  }

  private static void deploy(Vertx vertx, Environment.Alone alone, ServiceRuntime runtime) {
    var api = Router.router(vertx);
    Failures.answerAll(api);
    api.route("/api/" + runtime.name() + "/*").subRouter(runtime.routes().router());
    var management = Management.router(vertx, List.of(runtime));
    var verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return Future.all(
                listen("ATTUNE_HTTP_PORT", alone.service().httpPort(), api),
                listen("ATTUNE_MANAGEMENT_PORT", alone.service().managementPort(), management));
          }

          private Future<?> listen(String variable, int port, Router router) {
            return vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(port, alone.listen())
                .recover(failure -> Future.failedFuture(refused(variable, port, failure)));
          }

          private Throwable refused(String variable, int port, Throwable failure) {
            if (!(failure instanceof BindException)) return failure;
            return new StartRefusedException(
                "port %d of %s cannot be used (%s): stop what listens there, or set %s."
                    .formatted(port, alone.listen(), failure.getMessage(), variable),
                failure);
          }
        };
    try {
      vertx
          .deployVerticle(
              verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartRefusedException refused) throw refused;
      throw e;
    }
  }
}
