package org.attune.platform.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * A client for many small JSON requests: HTTP/1.1 written and read on the thread that asks, over
 * connections that are kept.
 *
 * <p>Every call is sent once. Nothing is repeated, redirected, remembered or decompressed. A
 * connection that was idle is looked at before it is used again, so one that the server closed in
 * the meantime costs a new connection and no call. Where a connection breaks later the call fails,
 * and whether it had an effect is unknown.
 */
public final class BlockingClient implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  /** Older connections are not used again: names change their addresses, and firewalls forget. */
  private static final Duration AGE_MAX = Duration.ofSeconds(30);

  /** What was idle for less is used without a look, which would cost up to a millisecond. */
  private static final Duration TRUSTED_MAX = Duration.ofMillis(100);

  private static final ContentType JSON = ContentType.create("application/json");

  /**
   * One request.
   *
   * @param token sent as bearer; empty for none
   */
  public record Call(String method, String url, String token, Optional<JsonObject> body) {}

  /**
   * What came back.
   *
   * @param text the whole body; empty if there was none
   */
  public record Received(int status, String text) {}

  /** Made where it is needed first: reading certificates and public suffixes costs a start. */
  private static final class Tls {
    static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createSystemDefault();
  }

  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient http;
  private final RequestConfig limits;

  /**
   * @param connectionsMax calls under way at once; further ones wait for their turn
   * @param silenceMax how long to wait for a connection that is free, and then for each next part
   *     of the answer
   */
  public BlockingClient(int connectionsMax, Duration silenceMax) {
    this(connectionsMax, silenceMax, TRUSTED_MAX);
  }

  BlockingClient(int connectionsMax, Duration silenceMax, Duration trustedMax) {
    connections = connections(connectionsMax, trustedMax);
    http = HttpClients.createMinimal(connections);
    limits =
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(silenceMax))
            .setResponseTimeout(Timeout.of(silenceMax))
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(int max, Duration trustedMax) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(max)
        .setMaxConnPerRoute(max)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_MAX))
                .setTimeToLive(TimeValue.of(AGE_MAX))
                .setValidateAfterInactivity(TimeValue.of(trustedMax))
                .build())
        .setTlsSocketStrategy(
            (socket, host, port, attachment, context) ->
                Tls.STRATEGY.upgrade(socket, host, port, attachment, context))
        .build();
  }

  /**
   * Sends {@code call} and waits for the whole answer.
   *
   * @throws IOException if it did not come, or this client is closed
   */
  public Received send(Call call) throws IOException {
    var uri = URI.create(call.url());
    var target = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    try (var response = http.executeOpen(target, request(call, uri), null)) {
      var entity = response.getEntity();
      if (entity == null) return new Received(response.getCode(), "");
      try (var body = entity.getContent()) {
        return new Received(
            response.getCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IllegalStateException e) {
      if (connections.isClosed()) throw new IOException("the client is closed", e);
      throw e;
    }
  }

  private HttpUriRequestBase request(Call call, URI uri) {
    var request = new HttpUriRequestBase(call.method(), uri);
    request.setConfig(limits);
    if (!call.token().isEmpty()) {
      request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + call.token());
    }
    if (call.body().isPresent()) {
      var bytes = call.body().get().encode().getBytes(StandardCharsets.UTF_8);
      request.setEntity(new ByteArrayEntity(bytes, JSON));
    }
    return request;
  }

  /** Closes all connections; calls that are being sent or answered fail. */
  @Override
  public void close() {
    http.close(CloseMode.GRACEFUL);
  }
}
