package org.attune.standalone.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.attune.standalone.platform.PlatformAccess;
import org.attune.standalone.platform.PlatformException;

/**
 * A platform to talk to over HTTP, like everyone: the one that runs on a data directory, or one
 * started for this command alone and stopped after it.
 */
final class Attachment implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final String AGAIN = "Retry-After";

  /** How often a request is sent that has to wait for what another service said. */
  private static final int TRIES_MAX = 10;

  /** Longest wait before a request is sent again, whatever the answer says. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private static final String UNKNOWN =
      "The platform knows nothing of this name: look at its page, or publish the study first.";

  private final PlatformAccess access;
  private final Supplier<String> token;
  private final HttpClient http = HttpClient.newHttpClient();

  private Attachment(PlatformAccess access, Supplier<String> token) {
    this.access = access;
    this.token = token;
  }

  static Attachment open(Path dataDirectory) {
    var access = PlatformAccess.open(dataDirectory);
    return new Attachment(access, access::adminToken);
  }

  static Attachment open(PlatformOption option) {
    return open(option, PlatformAccess::adminToken);
  }

  /**
   * A platform to which the administrator talks in another role.
   *
   * @param token makes a fresh token of that role
   */
  static Attachment open(PlatformOption option, Function<PlatformAccess, String> token) {
    var access = option.open();
    return new Attachment(access, () -> token.apply(access));
  }

  String url() {
    return access.url();
  }

  String kafka() {
    return access.kafka();
  }

  /** True if the directory holds a rehearsal. */
  boolean isSynthetic() {
    return access.kind().isSynthetic();
  }

  /**
   * Sends a JSON request with the token of this attachment, again as long as the answer says when
   * to come back: then a fact of another service is still under way.
   *
   * @throws RefusedException if the answer is no success; its message is the problem's detail
   */
  JsonObject send(String method, String path, JsonObject body) {
    return send(method, path, body, false);
  }

  /** The same, but a refusal that has findings is an answer too. */
  JsonObject sendOrRead(String method, String path, JsonObject body) {
    return send(method, path, body, true);
  }

  private JsonObject send(String method, String path, JsonObject body, boolean found) {
    var request =
        request(path)
            .header("content-type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      for (int tried = 1; tried < TRIES_MAX && comesBack(response); tried++) {
        Thread.sleep(saidToWait(response)); // whoever typed the command waits for its answer
        response = http.send(request, HttpResponse.BodyHandlers.ofString());
      }
      var text = response.body();
      var json = text.startsWith("{") ? new JsonObject(text) : new JsonObject();
      boolean usable = response.statusCode() / 100 == 2 || found && json.containsKey("findings");
      if (!usable) throw refused(response.statusCode(), json);
      return json;
    } catch (ConnectException e) {
      throw new PlatformException("Nobody answers at " + access.url() + ".", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The bytes of an answer, as they come. */
  InputStream download(String path) {
    try {
      var response =
          http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() / 100 != 2) {
        throw refused(response.statusCode(), new JsonObject());
      }
      return response.body();
    } catch (ConnectException e) {
      throw new PlatformException("Nobody answers at " + access.url() + ".", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As long as the answer says, within {@link #WAIT_MAX}. */
  private static Duration saidToWait(HttpResponse<String> response) {
    long seconds = response.headers().firstValueAsLong(AGAIN).orElse(1);
    return Duration.ofSeconds(Math.clamp(seconds, 1, WAIT_MAX.toSeconds()));
  }

  private static boolean comesBack(HttpResponse<String> response) {
    return response.statusCode() == CONFLICT && response.headers().firstValue(AGAIN).isPresent();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(access.url() + "/api" + path))
        .header("authorization", "Bearer " + token.get());
  }

  private static RefusedException refused(int status, JsonObject problem) {
    var otherwise = "The answer was " + status + ".";
    var detail = status == NOT_FOUND ? UNKNOWN : problem.getString("detail", otherwise);
    var sentence = new StringBuilder(detail);
    for (var finding : problem.getJsonArray("findings", new JsonArray())) {
      sentence.append('\n').append(finding);
    }
    return new RefusedException(sentence.toString());
  }

  @Override
  public void close() {
    http.close();
    access.close();
  }
}
