package org.attune.standalone.rehearsal;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.BlockingClient.Call;

/** The services' HTTP interface as any caller from outside sees it. */
final class HttpApi implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final int CONNECTIONS_MAX = DayLoop.SIDE_BY_SIDE;
  private static final int TRIES_MAX = 4;
  private static final int BUSY = 503;

  private final BlockingClient client = new BlockingClient(CONNECTIONS_MAX, ANSWER_MAX);
  private final UnaryOperator<String> address;
  private final Hearing hearing;

  /** What has to be heard after an answer. */
  @FunctionalInterface
  interface Hearing {
    void hear() throws InterruptedException;
  }

  /** Asks one address, and hears nothing beside the answers. */
  HttpApi(String url) {
    this(_ -> url, () -> {});
  }

  /**
   * @param address where a request to a path below {@code /api} goes
   * @param hearing done after each answer
   */
  HttpApi(UnaryOperator<String> address, Hearing hearing) {
    this.address = address;
    this.hearing = hearing;
  }

  /**
   * Sends one request, again while the service is busy.
   *
   * @param path below {@code /api}
   * @param token sent as bearer; empty for none
   * @throws InterruptedException if this thread was told to end before the request was sent
   */
  Reply send(String method, String path, String token, Optional<JsonObject> body)
      throws InterruptedException {
    var call = new Call(method, address.apply(path) + "/api" + path, token, body);
    for (int attempt = 1; ; attempt++) {
      var received = exchange(call);
      hearing.hear();
      if (received.status() == BUSY && attempt < TRIES_MAX) continue;
      return new Reply(received.status(), json(received.text()));
    }
  }

  private BlockingClient.Received exchange(Call call) throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    try {
      return client.send(call);
    } catch (IOException e) {
      throw new RehearsalException(
          "%s %s was not answered: %s"
              .formatted(call.method(), URI.create(call.url()).getPath(), e),
          e);
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
