package org.attune.platform.service;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Collection;
import java.util.List;

/** Health, readiness and metrics, on a port of their own. */
public final class Management {
  private Management() {}

  /** {@code /health} (the process answers), {@code /ready} (its loops work), {@code /metrics}. */
  public static Router router(Vertx vertx, Collection<ServiceRuntime> runtimes) {
    var services = List.copyOf(runtimes);
    var router = Router.router(vertx);
    router
        .get("/health")
        .handler(request -> request.response().end(new JsonObject().put("up", true).encode()));
    router
        .get("/ready")
        .handler(
            request -> {
              var states = new JsonObject();
              for (var service : services) states.put(service.name(), service.health().isReady());
              boolean ready = services.stream().allMatch(service -> service.health().isReady());
              request.response().setStatusCode(ready ? 200 : 503).end(states.encode());
            });
    router
        .get("/metrics")
        .handler(
            request ->
                vertx
                    .executeBlocking(() -> scrape(services), false)
                    .onSuccess(
                        text ->
                            request
                                .response()
                                .putHeader("content-type", "text/plain; version=0.0.4")
                                .end(text))
                    .onFailure(request::fail));
    return router;
  }

  private static String scrape(List<ServiceRuntime> services) {
    var text = new StringBuilder();
    for (var service : services) {
      text.append(service.metrics().scrape());
    }
    return text.toString();
  }
}
