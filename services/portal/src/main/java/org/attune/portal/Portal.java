package org.attune.portal;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import org.attune.portal.files.AppFiles;
import org.attune.portal.files.AppRoutes;
import org.attune.portal.session.Gate;
import org.attune.portal.session.SessionRoutes;
import org.attune.portal.session.TokenExchange;

/**
 * The participant app at {@code /}, its session at {@code /api/portal/session}, and the gate before
 * all other services. It keeps nothing: what a device may do, enrollment knows.
 */
public final class Portal {
  private static final int CONNECTIONS_MAX = 64;
  private static final int CONNECT_MILLIS_MAX = 5_000;
  private static final int IDLE_SECONDS_MAX = 30;

  private Portal() {}

  /** A client for calls to the services, for as long as {@code vertx} lives. */
  static HttpClientAgent client(Vertx vertx) {
    return vertx
        .httpClientBuilder()
        .with(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS_MAX)
                .setIdleTimeout(IDLE_SECONDS_MAX))
        .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX))
        .build();
  }

  /** Mounts everything; routes that are mounted after it answer below {@code /api}. */
  public static void mount(Vertx vertx, Router router, PortalConfig config) {
    var exchange = new TokenExchange(client(vertx), config.servicesUrl());
    new AppRoutes(AppFiles.read(), config.isPublic()).mount(router);
    new SessionRoutes(exchange, config.platformUrl()).mount(router);
    router.route("/api/*").handler(new Gate(exchange, config.platformUrl()));
  }
}
