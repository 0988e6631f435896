package org.attune.enrollment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.attune.enrollment.channel.OutsideClient.Call;
import org.attune.enrollment.channel.OutsideClient.NotSentException;
import org.junit.jupiter.api.Test;

/** Limits of what is waited for, and what certainly was not sent. */
class OutsideClientTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private static Call to(String url) {
    return new Call(URI.create(url), Map.of(), "text/plain", Buffer.buffer("hello"));
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void half(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write("half".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    exchange.getResponseBody().flush();
  }

  @Test
  void a_server_that_is_silent_before_or_within_its_answer_is_waited_for_no_longer() {
    var end = new CountDownLatch(1);
    try (var server = new LocalServer();
        var client = new OutsideClient(Optional.empty(), SHORT)) {
      server.answers(exchange -> await(end));
      assertThatThrownBy(() -> client.post(to(server.url("/silent"))))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotSentException.class);
      server.answers(
          exchange -> {
            half(exchange);
            await(end);
          });
      assertThatThrownBy(() -> client.post(to(server.url("/half"))))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotSentException.class);
      end.countDown();
    }
  }

  @Test
  void where_nobody_is_nothing_was_sent() {
    try (var client = new OutsideClient(Optional.empty(), SHORT)) {
      assertThatThrownBy(() -> client.post(to("http://127.0.0.1:1/")))
          .isInstanceOf(NotSentException.class);
      assertThatThrownBy(() -> client.post(to("http://nowhere.invalid/")))
          .isInstanceOfSatisfying(
              NotSentException.class, e -> assertThat(e.code()).isEqualTo("unknown-host"));
    }
  }

  @Test
  void a_wait_in_seconds_is_heard_and_limited() throws IOException {
    try (var server = new LocalServer();
        var client = new OutsideClient(Optional.empty(), Duration.ofSeconds(5))) {
      for (var wait : Map.of("30", 30L, "86400", 3_600L).entrySet()) {
        server.answers(
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", wait.getKey());
              exchange.sendResponseHeaders(503, -1);
            });
        assertThat(client.post(to(server.url("/"))).retryAfter())
            .contains(Duration.ofSeconds(wait.getValue()));
      }
      server.answers(
          exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "Wed, 21 Oct 2027 07:28:00 GMT");
            exchange.sendResponseHeaders(503, -1);
          });
      assertThat(client.post(to(server.url("/"))).retryAfter()).isEmpty();
    }
  }
}
