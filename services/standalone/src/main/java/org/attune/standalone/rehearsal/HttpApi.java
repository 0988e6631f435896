package org.attune.standalone.rehearsal;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The platform's HTTP interface as any caller from outside sees it. */
final class HttpApi implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final int TRIES_MAX = 4;
  private static final int BUSY = 503;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  HttpApi(String url) {
    this.url = url;
  }

  /**
   * Sends one request, again while the service is busy.
   *
   * @param path below {@code /api}
   * @param token sent as bearer; empty for none
   */
  Reply send(String method, String path, String token, Optional<JsonObject> body)
      throws InterruptedException {
    var request = request(method, path, token, body);
    for (int attempt = 1; ; attempt++) {
      var response = exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() == BUSY && attempt < TRIES_MAX) continue;
      return new Reply(response.statusCode(), json(response.body()));
    }
  }

  /** Downloads what {@code path} answers with. */
  InputStream download(String path, String token) throws InterruptedException {
    var response =
        exchange(request("GET", path, token, Optional.empty()), BodyHandlers.ofInputStream());
    if (response.statusCode() == 200) return response.body();
    throw new RehearsalException("GET %s answered %d.".formatted(path, response.statusCode()));
  }

  private HttpRequest request(String method, String path, String token, Optional<JsonObject> body) {
    var request = HttpRequest.newBuilder(URI.create(url + "/api" + path)).timeout(ANSWER_MAX);
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    if (body.isPresent()) request.header("Content-Type", "application/json");
    var publisher =
        body.map(json -> BodyPublishers.ofString(json.encode(), StandardCharsets.UTF_8))
            .orElse(BodyPublishers.noBody());
    return request.method(method, publisher).build();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws InterruptedException {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new RehearsalException(
          "%s %s was not answered: %s".formatted(request.method(), request.uri().getPath(), e), e);
    }
  }

  private static JsonObject json(String text) {
    try {
      return text.isBlank() ? new JsonObject() : new JsonObject(text);
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
