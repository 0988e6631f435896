package org.attune.enrollment.channel;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to servers of others: once, without following where they point, with limits on time and
 * size, and telling apart what certainly was not sent from what may have been.
 */
public final class OutsideClient implements AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);

  /** From the first byte sent to the last received. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(6);

  private static final Duration AGE_MAX = Duration.ofSeconds(30);
  private static final int CONNECTIONS_MAX = 16;
  private static final int ANSWER_BYTES_MAX = 4_096;
  private static final int HEADERS_MAX = 100;
  private static final int LINE_BYTES_MAX = 8_192;

  /** A longer wait is not believed. */
  private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  /** What is posted. */
  public record Call(URI url, Map<String, String> headers, String contentType, Buffer body) {}

  /**
   * What came back.
   *
   * @param text at most {@value #ANSWER_BYTES_MAX} bytes of it
   */
  public record Reply(int status, Optional<Duration> retryAfter, String text) {}

  /** Nothing was sent: asking again is harmless. */
  public static final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String code;

    NotSentException(String code, Exception cause) {
      super("not sent: " + code, cause);
      this.code = code;
    }

    /** Why, for example {@code unknown-host}. */
    public String code() {
      return code;
    }
  }

  /** A host that must not be asked, whoever names it. */
  public static final class RefusedHostException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    public RefusedHostException() {
      super("a host that is not public");
    }
  }

  /** Code of a call to a host that must not be asked. */
  public static final String HOST_REFUSED = "host-refused";

  private final Duration answerMax;
  private final CloseableHttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param hosts which hosts may be asked; empty: all
   */
  public OutsideClient(Optional<DnsResolver> hosts) {
    this(hosts, ANSWER_MAX);
  }

  OutsideClient(Optional<DnsResolver> hosts, Duration answerMax) {
    this.answerMax = answerMax;
    http =
        HttpClients.createMinimal(
            connections(hosts.orElse(SystemDefaultDnsResolver.INSTANCE), answerMax));
  }

  private static PoolingHttpClientConnectionManager connections(
      DnsResolver hosts, Duration answerMax) {
    var http1 =
        Http1Config.custom().setMaxHeaderCount(HEADERS_MAX).setMaxLineLength(LINE_BYTES_MAX);
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(hosts)
        .setMaxConnTotal(CONNECTIONS_MAX)
        .setMaxConnPerRoute(CONNECTIONS_MAX)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(http1.build()).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_MAX))
                .setSocketTimeout(Timeout.of(answerMax))
                .setTimeToLive(TimeValue.of(AGE_MAX))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .build();
  }

  /**
   * Posts and waits for the answer.
   *
   * @throws NotSentException if nothing was sent
   * @throws IOException if it is not known what came of it
   */
  public Reply post(Call call) throws IOException {
    var request = new HttpPost(call.url());
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(CONNECT_MAX))
            .setResponseTimeout(Timeout.of(answerMax))
            .build());
    call.headers().forEach(request::setHeader);
    request.setEntity(
        new ByteArrayEntity(call.body().getBytes(), ContentType.parse(call.contentType())));
    var answer = threads.submit(() -> execute(call.url(), request));
    try {
      return answer.get(CONNECT_MAX.plus(answerMax).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      request.cancel();
      throw new IOException("no whole answer in time", e);
    } catch (InterruptedException e) {
      request.cancel();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw judged(e.getCause() == null ? e : e.getCause());
    }
  }

  private Reply execute(URI url, HttpPost request) throws IOException {
    var target = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    try (ClassicHttpResponse response = http.executeOpen(target, request, null)) {
      var retryAfter = response.getFirstHeader("Retry-After");
      var wait = Optional.ofNullable(retryAfter).flatMap(header -> seconds(header.getValue()));
      var entity = response.getEntity();
      if (entity == null) return new Reply(response.getCode(), wait, "");
      try (var body = entity.getContent()) {
        var text = new String(body.readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
        if (body.read() >= 0) request.cancel(); // the rest is nobody's
        return new Reply(response.getCode(), wait, text);
      }
    }
  }

  /** RFC 9110 section 10.2.3 in seconds; a date is left alone. */
  private static Optional<Duration> seconds(String header) {
    if (!SECONDS.matcher(header.strip()).matches()) return Optional.empty();
    var wait = Duration.ofSeconds(Long.parseLong(header.strip()));
    return Optional.of(wait.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : wait);
  }

  /** Names no host: its address is contact data. */
  private static IOException judged(Throwable cause) {
    return switch (cause) {
      case RefusedHostException e -> new NotSentException(HOST_REFUSED, e);
      case UnknownHostException e -> new NotSentException("unknown-host", e);
      case ConnectTimeoutException e -> new NotSentException("no-connection", e);
      case ConnectException e -> new NotSentException("no-connection", e);
      case NoRouteToHostException e -> new NotSentException("no-connection", e);
      case SSLHandshakeException e -> new NotSentException("no-tls", e);
      case SSLPeerUnverifiedException e -> new NotSentException("no-tls", e);
      case org.apache.hc.core5.http.ConnectionRequestTimeoutException e ->
          new NotSentException("busy", e);
      case IOException e -> e;
      default -> new IOException("could not be posted", cause);
    };
  }

  @Override
  public void close() {
    http.close(CloseMode.GRACEFUL);
    threads.close();
  }
}
