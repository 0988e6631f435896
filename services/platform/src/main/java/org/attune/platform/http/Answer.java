package org.attune.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * An HTTP answer as a value, so that a route is a function and its test needs no server.
 *
 * @param headers besides content-type
 */
public record Answer(int status, String contentType, Buffer body, Map<String, String> headers) {
  public static Answer ok(JsonObject body) {
    return json(200, body);
  }

  public static Answer json(int status, JsonObject body) {
    return new Answer(status, "application/json", body.toBuffer(), Map.of());
  }

  public static Answer list(JsonArray body) {
    return new Answer(200, "application/json", body.toBuffer(), Map.of());
  }

  public static Answer text(String contentType, String body) {
    return new Answer(200, contentType, Buffer.buffer(body), Map.of());
  }

  /**
   * An error answer, as RFC 9457 has it.
   *
   * @param status HTTP status, 400 to 599
   * @param type heading in docs/problems.md, for example {@code consent-outdated}
   * @param detail one sentence for a person; no participant data, no stack trace
   */
  public static Answer problem(int status, String type, String detail) {
    return problem(status, type, detail, new JsonObject());
  }

  /**
   * An error answer with members of its own.
   *
   * @param members added to the problem, for example {@code field}
   */
  public static Answer problem(int status, String type, String detail, JsonObject members) {
    var body =
        new JsonObject()
            .put("type", "/problems/" + type)
            .put("title", type.replace('-', ' '))
            .put("status", status)
            .put("detail", detail)
            .mergeIn(members);
    return new Answer(status, "application/problem+json", body.toBuffer(), Map.of());
  }

  /**
   * A refused command: 409 with its reason, {@code CONSENT_OUTDATED} as {@code consent-outdated}. A
   * fact that has not arrived may be asked for again after a second.
   */
  public static Answer refused(Enum<?> reason, String detail) {
    return refused(reason, detail, new JsonObject());
  }

  /**
   * A refused command that has more to say.
   *
   * @param members added to the problem
   */
  public static Answer refused(Enum<?> reason, String detail, JsonObject members) {
    var type = reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    var problem = problem(409, type, detail, members);
    return reason.name().equals("NOT_KNOWN_YET") ? problem.with("Retry-After", "1") : problem;
  }

  public Answer with(String header, String value) {
    var all = new java.util.TreeMap<>(headers);
    all.put(header, value);
    return new Answer(status, contentType, body, all);
  }

  /** The body as a JSON object. */
  public JsonObject json() {
    return body.toJsonObject();
  }

  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) return;
    response
        .setStatusCode(status)
        .putHeader("content-type", contentType)
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff");
    headers.forEach(response::putHeader);
    response.end(body);
  }
}
