package org.attune.portal.session;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.attune.portal.session.Exchanged.In;
import org.attune.portal.session.Exchanged.SignedOut;
import org.attune.portal.session.Exchanged.Unavailable;

/**
 * Exchanges device tokens at enrollment, and remembers each answer for a minute: that is how long a
 * device that was shut out may still act.
 */
public final class TokenExchange {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final int REMEMBERED_MAX = 10_000;

  /** What enrollment answered to something else that was asked there. */
  record Answered(int status, JsonObject body) {}

  private record Remembered(Future<Exchanged> answer, long nanos) {}

  private final HttpClientAgent client;
  private final String servicesUrl;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  public TokenExchange(HttpClientAgent client, String servicesUrl) {
    this.client = client;
    this.servicesUrl = servicesUrl;
  }

  /** The token of five minutes for a device's own. Requests that come together ask once. */
  Future<Exchanged> exchange(String deviceToken) {
    synchronized (remembered) {
      var now = System.nanoTime();
      var known = remembered.get(deviceToken);
      if (known != null && now - known.nanos() < REMEMBERED.toNanos()) return known.answer();
      var asked = ask(deviceToken);
      remembered.put(deviceToken, new Remembered(asked, now));
      asked.onSuccess(answer -> forgetUnless(answer instanceof In, deviceToken));
      return asked;
    }
  }

  private void forgetUnless(boolean kept, String deviceToken) {
    if (kept) return;
    synchronized (remembered) {
      remembered.remove(deviceToken);
    }
  }

  private Future<Exchanged> ask(String deviceToken) {
    return post("/token", deviceToken, new JsonObject()).map(TokenExchange::read);
  }

  private static Exchanged read(Answered answered) {
    var body = answered.body();
    if (answered.status() == 401) return new SignedOut();
    return answered.status() == 200
        ? new In(body.getString("token"), body.getString("study"), body.getString("participant"))
        : new Unavailable();
  }

  /** Shows what a passkey signed for a device. */
  Future<Answered> comeBack(JsonObject signedAndDevice) {
    return post("/passkeys/returns", "", signedAndDevice);
  }

  /** Shows an invitation's code for a device. */
  Future<Answered> redeem(JsonObject codeAndDevice) {
    return post("/invitations/redeem", "", codeAndDevice);
  }

  /** An answer that did not come is status 503. */
  private Future<Answered> post(String path, String bearer, JsonObject body) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(servicesUrl + "/api/enrollment" + path)
            .setTimeout(ANSWER_MAX.toMillis())
            .putHeader("content-type", "application/json");
    if (!bearer.isEmpty()) options.putHeader("authorization", "Bearer " + bearer);
    return client
        .request(options)
        .compose(request -> request.send(body.toBuffer()))
        .compose(response -> response.body().map(text -> answered(response, text)))
        .otherwise(new Answered(503, new JsonObject()));
  }

  private static Answered answered(HttpClientResponse response, Buffer text) {
    try {
      return new Answered(response.statusCode(), text.toJsonObject());
    } catch (DecodeException | ClassCastException e) {
      return new Answered(503, new JsonObject()); // no answer of ours
    }
  }
}
