package org.attune.portal.files;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** Serves the app: its page at every address that the app knows, its files under their own. */
public final class AppRoutes {
  /** Addresses of the page; what stands behind {@code /app} the app reads itself. */
  private static final List<String> PAGES = List.of("/", "/join", "/link", "/app", "/app/*");

  /** No inline script, nothing from elsewhere; scripts load only what two named policies allow. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
          + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types lit-html attune";

  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final String ASK_FIRST = "no-cache";
  private static final String TRANSPORT = "max-age=63072000; includeSubDomains";

  private final AppFiles files;
  private final boolean tls;

  /**
   * @param tls true where browsers come over TLS, and shall never come otherwise
   */
  public AppRoutes(AppFiles files, boolean tls) {
    this.files = files;
    this.tls = tls;
  }

  public void mount(Router router) {
    for (var path : PAGES) router.get(path).handler(request -> send(request, files.page()));
    router.get("/worker.js").handler(request -> send(request, files.worker()));
    for (var file : files.others().values()) {
      router.get(file.path()).handler(request -> send(request, file));
    }
  }

  private void send(RoutingContext request, AppFile file) {
    var response = request.response();
    secure(response);
    response
        .putHeader("content-type", file.type())
        .putHeader("cache-control", file.immutable() ? IMMUTABLE : ASK_FIRST)
        .putHeader("vary", "accept-encoding");
    if (file.packed().isPresent() && takesGzip(request)) {
      response.putHeader("content-encoding", "gzip").end(file.packed().get());
    } else {
      response.putHeader("content-encoding", "identity").end(file.plain());
    }
  }

  private static boolean takesGzip(RoutingContext request) {
    var accepted = request.request().getHeader("accept-encoding");
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }

  private void secure(HttpServerResponse response) {
    response
        .putHeader("content-security-policy", CONTENT_SECURITY_POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-opener-policy", "same-origin")
        .putHeader("cross-origin-resource-policy", "same-origin")
        .putHeader("permissions-policy", "camera=(), geolocation=(), microphone=()");
    if (tls) response.putHeader("strict-transport-security", TRANSPORT);
  }
}
