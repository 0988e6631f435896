package org.attune.standalone.platform;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.Collection;
import org.attune.platform.http.Failures;
import org.attune.platform.service.Management;
import org.attune.platform.service.ServiceRuntime;
import org.attune.portal.Portal;
import org.attune.portal.PortalConfig;

/**
 * One port for all: the participant app, {@code /api/<service>/…} behind its gate, the overview
 * page, health and metrics.
 */
final class WebServer {
  private WebServer() {}

  /** Listens on 127.0.0.1 until the answer is closed. */
  static AutoCloseable start(
      Vertx vertx, int port, Collection<ServiceRuntime> runtimes, PlatformKind kind, Path data) {
    var root = Router.router(vertx);
    Failures.answerAll(root);
    var url = "http://127.0.0.1:" + port;
    Portal.mount(vertx, root, new PortalConfig(url, url));
    for (var runtime : runtimes) {
      root.route("/api/" + runtime.name() + "/*").subRouter(runtime.routes().router());
    }
    root.route("/management/*").subRouter(Management.router(vertx, runtimes));
    OverviewPage.mount(vertx, root, runtimes, kind, data);
    var verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            var options = new HttpServerOptions().setTcpNoDelay(true).setCompressionSupported(true);
            return vertx.createHttpServer(options).requestHandler(root).listen(port, "127.0.0.1");
          }
        };
    var deployment =
        vertx
            .deployVerticle(
                verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return () -> vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
  }
}
