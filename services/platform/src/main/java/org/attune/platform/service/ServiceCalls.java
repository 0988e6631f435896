package org.attune.platform.service;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.attune.platform.token.Caller;
import org.attune.platform.token.Role;
import org.attune.platform.token.TokenSigner;

/** Calls between services: only those of the delivery endpoint (DESIGN section 4). */
public final class ServiceCalls {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final Duration TOKEN_AGE_MAX = TokenSigner.LASTS.minusMinutes(1);

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

  private record Token(String text, long madeNanos) {}

  private final HttpClient http;
  private final String deliveryUrl;
  private final String service;
  private final TokenSigner signer;
  private volatile Token token = new Token("", 0);

  public ServiceCalls(HttpClient http, String deliveryUrl, String service, TokenSigner signer) {
    this.http = http;
    this.deliveryUrl = deliveryUrl;
    this.service = service;
    this.signer = signer;
  }

  /**
   * Posts to {@code /api/<to><path>} as this service.
   *
   * @throws NoReplyException if no answer came within 10 s
   */
  public Reply post(String to, String path, JsonObject body) {
    var request =
        HttpRequest.newBuilder(URI.create(deliveryUrl + "/api/" + to + path))
            .timeout(ANSWER_MAX)
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + token())
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      var text = response.body();
      return new Reply(
          response.statusCode(), text.startsWith("{") ? new JsonObject(text) : new JsonObject());
    } catch (IOException e) {
      throw new NoReplyException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoReplyException(e);
    }
  }

  private String token() {
    var known = token;
    boolean fresh =
        !known.text().isEmpty() && System.nanoTime() - known.madeNanos() < TOKEN_AGE_MAX.toNanos();
    if (fresh) return known.text();
    var made = signer.sign(Role.SERVICE, service, Caller.ALL, Caller.ALL);
    token = new Token(made, System.nanoTime());
    return made;
  }
}
