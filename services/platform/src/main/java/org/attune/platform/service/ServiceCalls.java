package org.attune.platform.service;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.attune.platform.http.BlockingClient;
import org.attune.platform.token.Caller;
import org.attune.platform.token.LastingToken;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;

/** Calls between services: only those of the delivery endpoint (DESIGN section 4). */
public final class ServiceCalls {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final int CONNECTIONS_MAX = 64;

  /**
   * What came back.
   *
   * @param body empty object if there was none
   */
  public record Reply(int status, JsonObject body) {}

  /** The call did not come to an answer: whether it had an effect is unknown. */
  public static final class NoReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoReplyException(Exception cause) {
      super("no reply: " + cause.getClass().getSimpleName(), cause);
    }
  }

  private final BlockingClient http;
  private final String deliveryUrl;
  private final LastingToken token;

  public ServiceCalls(BlockingClient http, String deliveryUrl, String service, TokenSigner signer) {
    this.http = http;
    this.deliveryUrl = deliveryUrl;
    token = new LastingToken(signer, Role.SERVICE, service, Caller.ALL, Caller.ALL);
  }

  /** The client for the calls of all services of one process; who asks for it closes it. */
  public static BlockingClient newClient() {
    return new BlockingClient(CONNECTIONS_MAX, ANSWER_MAX);
  }

  /**
   * Posts to {@code /api/<to><path>} as this service, once.
   *
   * @throws NoReplyException if there was no connection, it broke, or nothing came for 10 s
   */
  public Reply post(String to, String path, JsonObject body) {
    var url = deliveryUrl + "/api/" + to + path;
    try {
      var received =
          http.send(new BlockingClient.Call("POST", url, token.text(), Optional.of(body)));
      var text = received.text();
      return new Reply(
          received.status(), text.startsWith("{") ? new JsonObject(text) : new JsonObject());
    } catch (IOException e) {
      throw new NoReplyException(e);
    }
  }
}
