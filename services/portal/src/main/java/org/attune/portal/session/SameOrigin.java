package org.attune.portal.session;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request that changes something comes from this site's own pages: a cookie travels with
 * requests that other sites make, and must not speak for anybody there.
 */
final class SameOrigin {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private SameOrigin() {}

  /**
   * @param platformUrl the public address of this site
   */
  static boolean holds(HttpServerRequest request, String platformUrl) {
    return SAFE.contains(request.method())
        || says(
            Optional.ofNullable(request.getHeader("sec-fetch-site")),
            Optional.ofNullable(request.getHeader("origin")),
            platformUrl);
  }

  /**
   * What the browser says decides; without its word the origin must be this site's, and a request
   * that tells neither is not ours.
   *
   * @param fetchSite relation of the page to this site (Fetch Metadata, section 2.4)
   * @param origin of the page (RFC 6454)
   */
  static boolean says(Optional<String> fetchSite, Optional<String> origin, String platformUrl) {
    return fetchSite
        .map("same-origin"::equals)
        .orElseGet(() -> origin.filter(platformUrl::equals).isPresent());
  }
}
