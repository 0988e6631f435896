package org.attune.portal.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie that holds a device's token. Its prefix makes browsers refuse one that was set without
 * TLS, by another host, or for a part of the site (RFC 6265bis, section 4.1.3); browsers take a
 * loopback address for as safe as TLS. No script can read it.
 */
final class DeviceCookie {
  static final String NAME = "__Host-attune";

  /** As long as browsers keep a cookie (RFC 6265bis, section 5.5); renewed at every start. */
  static final Duration LASTS = Duration.ofDays(400);

  /** 128 bits in Base64 for URLs. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");

  private DeviceCookie() {}

  /** The device token that came with the request; empty if there is none, or a mangled one. */
  static Optional<String> read(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(NAME))
        .map(Cookie::getValue)
        .filter(token -> TOKEN.matcher(token).matches());
  }

  static void give(HttpServerResponse response, String token) {
    response.addCookie(cookie(token).setMaxAge(LASTS.toSeconds()));
  }

  static void take(HttpServerResponse response) {
    response.addCookie(cookie("").setMaxAge(0));
  }

  private static Cookie cookie(String value) {
    return Cookie.cookie(NAME, value)
        .setPath("/")
        .setSecure(true)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }
}
