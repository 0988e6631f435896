package org.attune.standalone.faults;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.http.BlockingClient.Call;

/**
 * The platform as a patient caller sees it: whatever is not answered, or answered with a fault of
 * the platform's, is sent again as it was, until there is an answer.
 */
final class Api implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);
  private static final int CALLERS_MAX = 64;

  /** After this long without an answer the caller gives up, and the run has failed. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final BlockingClient client = new BlockingClient(CALLERS_MAX, ANSWER_MAX);
  private final Function<String, String> urls;
  private final Tally tally;

  /**
   * @param urls address of each service
   */
  Api(Function<String, String> urls, Tally tally) {
    this.urls = urls;
    this.tally = tally;
  }

  /** An answer that was given on purpose. */
  record Reply(int status, JsonObject body) {
    boolean isOk() {
      return status >= 200 && status < 300;
    }

    /** Name of the problem, for example {@code window-closed}; empty without one. */
    String refusal() {
      var type = body.getString("type", "");
      return isOk() ? "" : type.substring(type.lastIndexOf('/') + 1);
    }
  }

  /** Makes tokens; one that has run out is made again. */
  @FunctionalInterface
  interface Token {
    String fresh() throws InterruptedException;
  }

  /**
   * Sends one command until it is answered.
   *
   * @throws FaultsException if it was not for {@link #PATIENCE}
   */
  Reply send(String method, String service, String path, Token token, Optional<JsonObject> body)
      throws InterruptedException {
    tally.command();
    long until = System.nanoTime() + PATIENCE.toNanos();
    var last = "nothing";
    while (System.nanoTime() < until) {
      var reply =
          attempt(() -> urls.apply(service) + "/api/" + service + path, method, token, body);
      if (reply.isPresent() && isAnswer(reply.get())) return reply.get();
      last = reply.map(Reply::toString).orElse("no answer");
      tally.retry();
      Pauses.lasting(ASK_AGAIN);
    }
    throw new FaultsException(
        "%s %s%s was not answered within %d s; last: %s"
            .formatted(method, service, path, PATIENCE.toSeconds(), last));
  }

  /** Sends one command once; empty if nobody answers. */
  Optional<Reply> sendOnce(String method, String service, String path, Token token, JsonObject body)
      throws InterruptedException {
    return attempt(
        () -> urls.apply(service) + "/api/" + service + path, method, token, Optional.of(body));
  }

  private static boolean isAnswer(Reply reply) {
    boolean later =
        reply.status() >= 500
            || reply.status() == 401
            || reply.status() == 429
            || reply.refusal().equals("not-known-yet");
    return !later;
  }

  private Optional<Reply> attempt(
      Supplier<String> url, String method, Token token, Optional<JsonObject> body)
      throws InterruptedException {
    try {
      var received = client.send(new Call(method, url.get(), token.fresh(), body));
      return Optional.of(new Reply(received.status(), json(received.text())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JsonObject json(String text) {
    try {
      return text.startsWith("{") ? new JsonObject(text) : new JsonObject();
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
